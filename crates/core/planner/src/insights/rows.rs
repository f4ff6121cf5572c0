//! From events to rows: what the commands before the first that looks at several events make of one. In: an event. Out: a row, or what
//! the statistics need of it. Never here: more than one event.

use super::budget::{Allowance, Halt, Wanted};
use super::evaluate::Scope;
use super::event::Event;
use super::syntax::{Command, Expression, Named, Slot};
use super::value::Value;
use super::{Query, syntax::Order};

/// A row of the answer: names and values in their order; a row that is an event ends with `@ptr`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow(pub Vec<(String, String)>);

/// What a query made of one event.
#[derive(Clone, Debug)]
pub struct Mapped(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Row(Row),
    Counted(Counted),
}

/// A row while the query runs.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Names the query gave.
    pub(super) named: Vec<(String, Value)>,
    pub(super) event: Option<Event<'static>>,
    /// What it is sorted by.
    pub(super) keys: Vec<Value>,
}

/// What statistics need of a row: its group, a value for each slot, its time.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) group: Vec<Value>,
    pub(super) values: Vec<Value>,
    pub(super) at: i64,
}

impl Row {
    pub(super) fn scope<'s>(&'s self, allowance: &'s Allowance<'s>) -> Scope<'s, 'static> {
        Scope { named: &self.named, event: self.event.as_ref(), slots: &[], allowance }
    }

    /// Does something with it as it is; what of its event was read as JSON for that is forgotten again.
    pub(super) fn with<T>(
        &mut self,
        wanted: Wanted<'_>,
        work: impl FnOnce(&Scope<'_, 'static>) -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        let allowance = Allowance::new(wanted);
        let done = allowance.step().and_then(|()| work(&self.scope(&allowance)));
        if let Some(event) = &mut self.event {
            event.forget();
        }
        done
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        // A row, its event and the names of the stream and the group.
        const ROW: usize = 300;
        let event = self.event.as_ref().map_or(0, |event| event.message.len());
        ROW + event + weigh_named(&self.named) + weigh(&self.keys)
    }
}

/// Bytes of values.
pub(super) fn weigh(values: &[Value]) -> usize {
    values.iter().map(Value::weight).sum()
}

/// Bytes of values with their names.
pub(super) fn weigh_named(named: &[(String, Value)]) -> usize {
    named.iter().map(|(name, value)| size_of::<String>() + name.len() + value.weight()).sum()
}

impl ResultRow {
    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        self.0.iter().map(|(name, value)| 2 * size_of::<String>() + name.len() + value.len()).sum()
    }
}

impl Query {
    /// What becomes of an event; `None` if a filter leaves it out. `wanted` is asked again and again whether to go on.
    pub fn look(&self, event: Event<'_>, wanted: Wanted<'_>) -> Result<Option<Mapped>, Halt> {
        let allowance = Allowance::new(wanted);
        // However little there is to work out.
        allowance.step()?;
        let mut named = Vec::new();
        for command in &self.before {
            let scope = Scope { named: &named, event: Some(&event), slots: &[], allowance: &allowance };
            match command {
                Command::Filter(condition) => {
                    if !scope.holds(condition)? {
                        return Ok(None);
                    }
                }
                command => {
                    let fresh = fresh(command, &scope)?;
                    named.extend(fresh);
                }
            }
        }
        let scope = Scope { named: &named, event: Some(&event), slots: &[], allowance: &allowance };
        Ok(Some(Mapped(match self.after.first() {
            Some(Command::Stats { slots, by, .. }) => Kind::Counted(counted(&scope, slots, by)?),
            first => {
                let keys = match first {
                    Some(Command::Sort(keys)) => sort_keys(&scope, keys)?,
                    _ => vec![scope.field("@timestamp")],
                };
                Kind::Row(Row { named, event: Some(event.into_owned()), keys })
            }
        })))
    }

    /// How rows are ordered when they are collected: as the query says, else the latest first.
    pub(super) fn orders(&self) -> Vec<Order> {
        match self.after.first() {
            Some(Command::Sort(keys)) => keys.iter().map(|(_, order)| *order).collect(),
            _ => vec![Order::Descending],
        }
    }

    /// The names that are shown, in their order.
    pub(super) fn shown(&self) -> Vec<String> {
        let (mut shown, mut displayed) = (Vec::<String>::new(), false);
        for command in self.before.iter().chain(&self.after) {
            let names: Vec<String> = match command {
                Command::Display(named) => {
                    (displayed, shown) = (true, Vec::new());
                    names(named)
                }
                Command::Stats { shown: values, by, .. } => {
                    (displayed, shown) = (false, Vec::new());
                    names(by).into_iter().chain(names(values)).collect()
                }
                Command::Fields(named) if !displayed => names(named),
                Command::Parse(parse) if !displayed => parse.names().to_vec(),
                _ => Vec::new(),
            };
            let new = names.into_iter().filter(|name| !shown.contains(name)).collect::<Vec<_>>();
            shown.extend(new);
        }
        if shown.is_empty() { vec!["@timestamp".into(), "@message".into()] } else { shown }
    }
}

fn names(named: &[Named]) -> Vec<String> {
    named.iter().map(|one| one.name.clone()).collect()
}

/// What statistics need of a row.
pub(super) fn counted(scope: &Scope<'_, '_>, slots: &[Slot], by: &[Named]) -> Result<Counted, Halt> {
    // What has no argument counts every row.
    let value = |slot: &Slot| slot.of.as_ref().map_or(Ok(Value::Bool(true)), |of| scope.value(of));
    Ok(Counted {
        group: by.iter().map(|one| scope.value(&one.value)).collect::<Result<_, _>>()?,
        values: slots.iter().map(value).collect::<Result<_, _>>()?,
        at: scope.field("@timestamp").number().unwrap_or(0.0) as i64,
    })
}

/// What a row is sorted by.
pub(super) fn sort_keys(scope: &Scope<'_, '_>, keys: &[(Expression, Order)]) -> Result<Vec<Value>, Halt> {
    keys.iter().map(|(key, _)| scope.value(key)).collect()
}

/// The names a command gives.
pub(super) fn fresh(command: &Command, scope: &Scope<'_, '_>) -> Result<Vec<(String, Value)>, Halt> {
    Ok(match command {
        Command::Fields(named) | Command::Display(named) => {
            // A field under its own name is where it was.
            let given = named
                .iter()
                .filter(|one| !matches!(&one.value, Expression::Field(name) if *name == one.name));
            given.map(|one| Ok((one.name.clone(), scope.value(&one.value)?))).collect::<Result<_, Halt>>()?
        }
        Command::Parse(parse) => scope.cut(parse)?.unwrap_or_default(),
        _ => Vec::new(),
    })
}
