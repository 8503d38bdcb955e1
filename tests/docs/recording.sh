# Stands in for every program a runbook calls: each says what it was called with, and does nothing.
SECTION=before-you-type
aws() {
  { printf '%s\001' "$SECTION" "${BASH_LINENO[0]}" "$@"; printf '\002'; } >>"$RECORD"
  case "$*" in
    *get-caller-identity*) echo "$ACCOUNT_ID" ;;
    *'SessionToken]'*) echo 'key secret token' ;;
    *) printf 'one\ttwo\n' ;;
  esac
}
for program in curl git gunzip make pg_dump psql python python3 sleep grep; do
  eval "$program() { :; }"
done
