"""What AWS Backup restored to test it is judged by the same functions, and told back."""

from tests.functions.drill.account import Account, contents
from tests.functions.states import Ended


def checked(account: Account, **sent: str) -> Ended:
    """AWS Backup has restored an instance, and its event starts the check."""
    name = "awsbackup-restore-test-1"
    account.rds.restore_db_instance_to_point_in_time(TargetDBInstanceIdentifier=name, Tags=[])
    account.clock.wait(3600)
    return account.run(
        {
            "drill": "third-copy",
            "job": "job-1",
            "resource": f"arn:aws:rds:us-west-2:111122223333:db:{name}",
            "began": "2026-12-15T14:00:00Z",
            **sent,
        },
        restores=False,
    )


def test_a_good_restore_test_is_told_to_aws_backup_which_deletes(account: Account) -> None:
    assert checked(account).status == "SUCCEEDED"
    assert account.backup.told == [
        {
            "RestoreJobId": "job-1",
            "ValidationStatus": "SUCCESSFUL",
            "ValidationStatusMessage": account.record["because"],
        }
    ]
    assert not account.rds.called("delete_db_instance")
    assert account.record["drill"] == "third-copy"
    assert account.record["minutes"] == 62.0


def test_a_bad_restore_test_is_told_too(account: Account) -> None:
    account.reader.contents = lambda: contents(account.clock(), 0)
    assert checked(account).status == "FAILED"
    assert account.backup.told[0]["ValidationStatus"] == "FAILED"


def test_a_restore_test_that_cannot_be_looked_at_is_told_too(account: Account) -> None:
    assert checked(account, resource="arn:aws:rds:us-west-2:1:db:gone").status == "FAILED"
    assert account.backup.told[0]["ValidationStatus"] == "FAILED"
    assert "wanted an instance" in account.record["because"]
