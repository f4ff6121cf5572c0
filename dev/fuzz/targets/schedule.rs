//! Schedules (at, rate, cron) and time zones, one a line. Oracle: what comes next is later.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{Pace, Time};
use planner::scaling::schedule::Schedule;
use planner::scaling::zone::Zone;

const NOW: Time = Time(1_795_000_000_000);

fuzz_target!(|text: &str| {
    let (schedule, zone) = text.split_once('\n').unwrap_or((text, "UTC"));
    let zone = Zone::parse(zone).unwrap_or(Zone::UTC);
    let Ok(schedule) = Schedule::parse(schedule) else { return };
    let mut after = NOW;
    for _ in 0..3 {
        let Some(next) = schedule.next(after, NOW, zone, Pace::HONEST) else { return };
        assert!(next > after, "{next:?} after {after:?}");
        after = next;
    }
});
