"""What must hold between promises, whatever their numbers are. One rule, one function."""

from promises.consistency import alerting, calendar, objectives, people, recovery, thresholds
from promises.consistency.rule import Broken, Rule

RULES: tuple[Rule, ...] = (
    objectives.error_limits_burn_alike,
    objectives.film_success_complements_film_errors,
    alerting.faster_tiers_look_back_less,
    alerting.the_fallback_fits_a_day,
    alerting.an_error_limit_pages,
    alerting.outages_are_seen_in_time,
    alerting.a_symptom_waits_for_its_cause,
    alerting.a_symptom_is_quiet_until_it_has_forgotten,
    people.answers_get_slower,
    people.updates_get_rarer,
    people.a_meaning_has_one_severity,
    people.the_pager_is_quicker_than_people,
    people.updates_are_asked_for_in_time,
    people.people_are_there_before_the_rto_is_over,
    thresholds.targets_are_stricter_than_alerts,
    thresholds.critical_comes_after_the_alert,
    thresholds.a_deployment_is_watched_long_enough,
    calendar.a_window_fits_its_duration,
    calendar.a_window_is_announced_after_the_one_before,
    calendar.an_expiring_certificate_meets_an_announced_window,
    recovery.a_drill_is_repeated_before_its_record_expires,
    recovery.a_bad_backup_is_found_while_a_good_one_is_kept,
    recovery.restores_are_tested_as_often_as_drills,
    recovery.a_backup_on_time_raises_no_alert,
    recovery.the_media_copy_keeps_the_rpo,
    recovery.an_old_point_is_told_while_the_rpo_holds,
    recovery.every_evaluation_has_a_measurement,
    recovery.the_rto_leaves_time_for_the_database,
)

__all__ = ["RULES", "Broken", "Rule"]
