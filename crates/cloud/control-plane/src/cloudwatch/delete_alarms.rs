//! DeleteAlarms: up to 100 alarms, of them one composite. An alarm that a composite alarm names, also itself, stays. Names nobody has are
//! no error.

use ledger::Txn;
use model::cloudwatch::{Alarm, AlarmType};
use model::{Key, Record};
use shapes::cloudwatch::{DeleteAlarms, DeleteAlarmsInput};
use shapes::{Error, Unit};

use super::alarm_records;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteAlarms {
    fn write(txn: &mut Txn, caller: &mut Caller, input: DeleteAlarmsInput) -> Result<Unit, Error> {
        let (world, scope) = (txn.world(), &caller.scope);
        let found = input.alarm_names.iter().filter_map(|name| alarm_records::find(world, scope, name));
        let found: Vec<_> = found.collect();
        if found.iter().filter(|alarm| alarm.condition.alarm_type() == AlarmType::Composite).count() > 1 {
            return Err(Error::validation("At most one composite alarm can be deleted in one request."));
        }
        for alarm in &found {
            let dependents = alarm_records::dependents(world, scope, &alarm.name);
            let stays =
                |parent: &Alarm| parent.name == alarm.name || !input.alarm_names.contains(&parent.name);
            if dependents.iter().any(|parent| stays(parent)) {
                return Err(Error::validation(format!(
                    "Cannot delete {} as there are composite alarm(s) depending on it.",
                    alarm.name
                )));
            }
        }
        let keys: Vec<Key> = found.iter().map(|alarm| alarm.key()).collect();
        keys.iter().for_each(|key| alarm_records::delete(txn, key, caller.now));
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;
    use model::cloudwatch::{AlarmHistoryItem, AlarmState};

    fn delete(bench: &mut AlarmBench, names: &[&str]) -> Result<Unit, Error> {
        let alarm_names = names.iter().map(|&name| name.into()).collect();
        bench.write::<DeleteAlarms>(DeleteAlarmsInput { alarm_names })
    }

    #[test]
    fn what_a_composite_alarm_names_stays() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        bench.composite("all", "ALARM(hot)").unwrap();
        let words = "Cannot delete hot as there are composite alarm(s) depending on it.";
        assert_eq!(delete(&mut bench, &["hot"]).unwrap_err().message, words);
        delete(&mut bench, &["all", "hot", "gone"]).unwrap();
        let world = bench.world();
        assert_eq!((bench.alarm("hot"), world.count::<AlarmState>()), (None, 0));
        let last: Vec<_> = world.all::<AlarmHistoryItem>().map(|item| item.summary.clone()).collect();
        assert!(last.contains(&"Alarm \"hot\" deleted".to_owned()), "history outlives the alarm: {last:?}");
    }

    #[test]
    fn a_cycle_is_broken_before_its_alarms_go() {
        let mut bench = AlarmBench::new();
        bench.composite("a", "TRUE").unwrap();
        bench.composite("a", "ALARM(a)").unwrap();
        assert!(delete(&mut bench, &["a"]).unwrap_err().message.contains("depending on it"));
        bench.composite("a", "FALSE").unwrap();
        delete(&mut bench, &["a"]).unwrap();
    }

    #[test]
    fn one_composite_alarm_at_a_time() {
        let mut bench = AlarmBench::new();
        bench.composite("a", "TRUE").unwrap();
        bench.composite("b", "TRUE").unwrap();
        assert!(delete(&mut bench, &["a", "b"]).unwrap_err().message.starts_with("At most one composite"));
    }
}
