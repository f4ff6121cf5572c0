//! Putting an alarm into the ledger and taking it out, with its state and its history. In: what was configured, by a user or by
//! Application Auto Scaling. Never here: checks of what a user may configure (the operations do), evaluation.

use std::sync::Arc;

use ledger::{Txn, World};
use model::cloudwatch::{Alarm, AlarmActions, AlarmHistoryItem, AlarmState, Condition};
use model::{Key, Record, Scope, Time};
use planner::alarms::history::{self, Edit, Item};
use planner::alarms::rule::{Rule, name_in};

use super::transition::suppressor;

/// Puts an alarm; one that is new has not been checked yet, one that was there keeps its state.
pub(crate) fn put(txn: &mut Txn, alarm: Alarm, now: Time) {
    let known = txn.get::<AlarmState>(&alarm.key()).map(|state| (**state).clone());
    let edit = if known.is_some() { Edit::Update } else { Edit::Create };
    let state = known.unwrap_or_else(|| AlarmState::unchecked(&alarm.scope, &alarm.name, now));
    note(txn, &alarm, now, history::configured(&alarm, &state, edit));
    txn.put(state);
    txn.put(alarm);
}

/// Takes an alarm out, if it is there; its history says so.
pub(crate) fn delete(txn: &mut Txn, key: &Key, now: Time) {
    let Some(alarm) = txn.get::<Alarm>(key).cloned() else { return };
    let item = history::configured(&alarm, &state(txn.world(), &alarm), Edit::Delete);
    note(txn, &alarm, now, item);
    txn.remove::<Alarm>(key);
    txn.remove::<AlarmState>(key);
}

/// Has alarms act or not; one that already does so is left alone.
pub(crate) fn switch_actions(txn: &mut Txn, scope: &Scope, names: &[String], enabled: bool, now: Time) {
    for name in names {
        let Some(alarm) = find(txn.world(), scope, name).map(|alarm| (**alarm).clone()) else { continue };
        if alarm.actions.enabled != enabled {
            let actions = AlarmActions { enabled, ..alarm.actions };
            put(txn, Alarm { actions, configured_at: now, ..alarm }, now);
        }
    }
}

/// Adds to the history of an alarm.
pub(crate) fn note(txn: &mut Txn, alarm: &Alarm, at: Time, item: Item) {
    let moment = AlarmHistoryItem::moment(&alarm.name, at);
    let number = txn.scan_prefix::<AlarmHistoryItem>(&alarm.scope, &moment).count() as u32;
    txn.put(AlarmHistoryItem {
        scope: alarm.scope.clone(),
        alarm: alarm.name.clone(),
        alarm_type: alarm.condition.alarm_type(),
        at,
        number,
        what: item.what,
        summary: item.summary,
        data: item.data,
    });
}

/// What an alarm came to.
pub(crate) fn state(world: &World, alarm: &Alarm) -> AlarmState {
    let known = world.get::<AlarmState>(&alarm.key());
    known.map_or_else(
        || AlarmState::unchecked(&alarm.scope, &alarm.name, alarm.configured_at),
        |state| (**state).clone(),
    )
}

/// The alarm of a name.
pub(crate) fn find<'w>(world: &'w World, scope: &Scope, name: &str) -> Option<&'w Arc<Alarm>> {
    world.get::<Alarm>(&Alarm::key_of(scope, name))
}

/// The names of the alarms that a composite alarm's rule names; of any other alarm none.
pub(crate) fn children(alarm: &Alarm) -> Vec<String> {
    let Condition::Composite { rule, .. } = &alarm.condition else { return Vec::new() };
    let Ok(rule) = Rule::read(rule) else { return Vec::new() };
    rule.children().into_iter().map(|child| name_in(child).to_owned()).collect()
}

/// The composite alarms whose rules name an alarm.
pub(crate) fn parents<'w>(world: &'w World, scope: &Scope, name: &str) -> Vec<&'w Arc<Alarm>> {
    let all = world.scan::<Alarm>(scope);
    all.filter(|alarm| children(alarm).iter().any(|child| child == name)).collect()
}

/// The composite alarms that need an alarm: their rules name it, or it holds their actions back.
pub(crate) fn dependents<'w>(world: &'w World, scope: &Scope, name: &str) -> Vec<&'w Arc<Alarm>> {
    let suppresses = |alarm: &Alarm| suppressor(alarm).is_some_and(|it| name_in(&it.alarm) == name);
    let names = |alarm: &Alarm| children(alarm).iter().any(|child| child == name);
    world.scan::<Alarm>(scope).filter(|alarm| suppresses(alarm) || names(alarm)).collect()
}
