//! What containers use, for their metadata: the newest reading of each and the one before it. In: readings of the runtime. Out: pairs of
//! them. Never here: how they are shown.
//!
//! A reading is made when somebody asks and the last one is a second old, as often as Docker makes one; nobody asking costs nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use container_runtime::Usage;
use container_runtime::metadata::{Reading, Readings};
use model::Time;

/// Milliseconds between two readings of a container.
const INTERVAL: i64 = 1_000;
/// Milliseconds after which a reading is forgotten: nobody has asked for long.
const FORGOTTEN: i64 = 600_000;

/// Readings by the containers' ids.
#[derive(Default)]
pub(super) struct StatsBook(Mutex<HashMap<String, Readings>>);

impl StatsBook {
    /// Books what was read now; the readings to be shown, in the same order.
    pub(super) fn book(&self, usages: Vec<Usage>, now: Time) -> Vec<Readings> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, readings| now.0 - readings.now.millis < FORGOTTEN);
        usages.into_iter().map(|usage| one(&mut known, usage, now)).collect()
    }
}

fn one(known: &mut HashMap<String, Readings>, usage: Usage, now: Time) -> Readings {
    let id = usage.runtime_id.clone();
    let last = known.remove(&id);
    let readings = match last {
        Some(last) if now.0 - last.now.millis < INTERVAL => last,
        last => {
            // A container that was started again counts from the beginning.
            let before = last.map(|last| last.now).filter(|before| before.usage.cpu.total <= usage.cpu.total);
            Readings { now: Reading { at: now.iso8601(), millis: now.0, usage }, before }
        }
    };
    known.insert(id, readings.clone());
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use container_runtime::CpuUsage;

    fn usage(total: u64) -> Vec<Usage> {
        let cpu = CpuUsage { total: Some(total), ..CpuUsage::default() };
        vec![Usage { runtime_id: "a".into(), cpu, ..Usage::default() }]
    }

    fn totals(readings: &[Readings]) -> (Option<u64>, Option<u64>) {
        let one = &readings[0];
        (one.now.usage.cpu.total, one.before.as_ref().and_then(|before| before.usage.cpu.total))
    }

    #[test]
    fn a_second_makes_a_new_reading() {
        let book = StatsBook::default();
        assert_eq!(totals(&book.book(usage(1), Time(0))), (Some(1), None));
        assert_eq!(totals(&book.book(usage(2), Time(999))), (Some(1), None));
        assert_eq!(totals(&book.book(usage(3), Time(1_000))), (Some(3), Some(1)));
        assert_eq!(totals(&book.book(usage(2), Time(3_000))), (Some(2), None), "it was started again");
        assert_eq!(totals(&book.book(usage(9), Time(700_000))), (Some(9), None), "too long ago");
    }
}
