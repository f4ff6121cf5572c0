//! The rows of a query together. In: what became of each event, in any order. Out: the answer. Never here: events.
//!
//! Memory is bounded (see `budget`): at most twice [`MOST_ROWS`] rows wait to be put in order, rows and groups are weighed as they come, and
//! a query that has too many of them fails.

use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::budget::{Allowance, Halt, LARGEST_ANSWER, LARGEST_STATE, State, Wanted};
use super::evaluate::Scope;
use super::rows::{Counted, Kind, Mapped, ResultRow, Row, counted, fresh, sort_keys, weigh, weigh_named};
use super::statistics::Tally;
use super::syntax::{Command, Expression, Named, Order, Slot};
use super::value::Value;
use super::{MOST_ROWS, Query};

/// Groups of one `stats`.
const MOST_GROUPS: usize = 100_000;
/// Bytes of a group besides its key and what its statistics remember.
const GROUP: usize = 200;

/// Collects what became of events.
pub struct Collector<'q> {
    query: &'q Query,
    wanted: Wanted<'q>,
    rows: Vec<Row>,
    bytes: usize,
    groups: Groups,
    matched: u64,
}

#[derive(Default)]
struct Groups {
    by_key: BTreeMap<Vec<Option<String>>, Group>,
    state: State,
}

struct Group {
    key: Vec<Value>,
    tallies: Vec<Tally>,
}

impl<'q> Collector<'q> {
    /// An empty one for a query; `wanted` is asked again and again whether to go on.
    pub fn new(query: &'q Query, wanted: Wanted<'q>) -> Self {
        Self { query, wanted, rows: Vec::new(), bytes: 0, groups: Groups::default(), matched: 0 }
    }

    /// Events taken so far.
    pub fn matched(&self) -> u64 {
        self.matched
    }

    /// Takes what became of an event.
    pub fn take(&mut self, Mapped(mapped): Mapped) -> Result<(), Halt> {
        self.matched += 1;
        match (mapped, self.query.after.first()) {
            (Kind::Counted(counted), Some(Command::Stats { slots, .. })) => self.groups.add(slots, counted),
            (Kind::Counted(_), _) => Ok(()),
            (Kind::Row(row), _) => {
                self.bytes += row.weight();
                self.rows.push(row);
                if self.rows.len() >= 2 * MOST_ROWS || self.bytes > LARGEST_STATE {
                    self.compact()?;
                }
                Ok(())
            }
        }
    }

    /// Puts the rows in order and forgets those that cannot be in the answer.
    fn compact(&mut self) -> Result<(), Halt> {
        let orders = self.query.orders();
        self.rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
        // What is there twice must not take the place of others.
        let mut next = self.query.after.iter().filter(|command| !matches!(command, Command::Sort(_)));
        match next.next() {
            Some(Command::Dedup(by)) => dedup(&mut self.rows, by, self.wanted)?,
            Some(Command::Limit(limit)) => self.rows.truncate(*limit),
            None => self.rows.truncate(self.query.limit),
            _ => {}
        }
        if self.rows.len() > MOST_ROWS && self.counts_later() {
            return Err(Halt::TooMuch);
        }
        self.rows.truncate(MOST_ROWS);
        self.bytes = self.rows.iter().map(Row::weight).sum();
        // A row more must find room before the next time.
        if self.bytes > LARGEST_STATE / 2 { Err(Halt::TooMuch) } else { Ok(()) }
    }

    /// Whether rows that are left out here would be missed in an answer that does not show them.
    fn counts_later(&self) -> bool {
        self.query.after.iter().any(|command| matches!(command, Command::Stats { .. } | Command::Filter(_)))
    }

    /// Carries out the rest of the query.
    pub fn finish(mut self) -> Result<Vec<ResultRow>, Halt> {
        let mut commands = self.query.after.iter();
        let mut rows = match self.query.after.first() {
            Some(Command::Stats { slots, shown, by }) => {
                commands.next();
                std::mem::take(&mut self.groups).rows(slots, shown, by, self.wanted)?
            }
            _ => {
                // Only what is too much already is too much here.
                let orders = self.query.orders();
                self.rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
                std::mem::take(&mut self.rows)
            }
        };
        for command in commands {
            carry_out(command, &mut rows, self.wanted)?;
        }
        rows.truncate(self.query.limit);
        self.answer(rows)
    }

    /// The rows as they are shown; each is gone once it is.
    fn answer(&self, rows: Vec<Row>) -> Result<Vec<ResultRow>, Halt> {
        let (shown, mut bytes, mut answer) = (self.query.shown(), 0, Vec::with_capacity(rows.len()));
        for mut row in rows {
            let row = row.with(self.wanted, |scope| show(scope, &shown))?;
            bytes += row.weight();
            if bytes > LARGEST_ANSWER {
                return Err(Halt::TooMuch);
            }
            answer.push(row);
        }
        Ok(answer)
    }
}

impl Groups {
    fn add(&mut self, slots: &[Slot], counted: Counted) -> Result<(), Halt> {
        let Counted { group, values, at } = counted;
        let key: Vec<Option<String>> = group.iter().map(Value::text).collect();
        let found = match self.by_key.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                // Its texts are kept twice: as they are compared, and as they are shown.
                self.state.grow(GROUP + 2 * weigh(&group) + slots.len() * size_of::<Tally>())?;
                let tallies = slots.iter().map(|slot| slot.statistic.begin()).collect();
                place.insert(Group { key: group, tallies })
            }
        };
        for ((slot, tally), value) in slots.iter().zip(&mut found.tallies).zip(values) {
            self.state.grow(slot.statistic.add(tally, value, at))?;
        }
        if self.by_key.len() <= MOST_GROUPS { Ok(()) } else { Err(Halt::TooMuch) }
    }

    /// A row for each group, by what they are grouped by; without groups one row, even of nothing.
    fn rows(
        mut self,
        slots: &[Slot],
        shown: &[Named],
        by: &[Named],
        wanted: Wanted<'_>,
    ) -> Result<Vec<Row>, Halt> {
        if by.is_empty() && self.by_key.is_empty() {
            let tallies = slots.iter().map(|slot| slot.statistic.begin()).collect();
            self.by_key.insert(Vec::new(), Group { key: Vec::new(), tallies });
        }
        let mut groups: Vec<Group> = self.by_key.into_values().collect();
        groups.sort_by(|one, other| compare(&one.key, &other.key, &vec![Order::Ascending; one.key.len()]));
        let mut state = State::default();
        let row = |group: Group| {
            let row = group.row(slots, shown, by, wanted)?;
            state.grow(row.weight())?;
            Ok(row)
        };
        groups.into_iter().map(row).collect()
    }
}

impl Group {
    fn row(self, slots: &[Slot], shown: &[Named], by: &[Named], wanted: Wanted<'_>) -> Result<Row, Halt> {
        let allowance = Allowance::new(wanted);
        let ends = slots.iter().zip(self.tallies).map(|(slot, tally)| slot.statistic.end(tally));
        let slots: Vec<Value> = ends.collect();
        let mut named: Vec<_> = by.iter().map(|one| one.name.clone()).zip(self.key).collect();
        for one in shown {
            let scope = Scope { named: &named, event: None, slots: &slots, allowance: &allowance };
            let value = scope.value(&one.value)?;
            named.push((one.name.clone(), value));
        }
        Ok(Row { named, event: None, keys: Vec::new() })
    }
}

fn compare(one: &[Value], other: &[Value], orders: &[Order]) -> Ordering {
    let by_key = one.iter().zip(other).zip(orders).map(|((one, other), order)| match order {
        Order::Ascending => one.rank(other),
        // What is missing stays behind what is there.
        Order::Descending if one.is_missing() || other.is_missing() => one.rank(other),
        Order::Descending => other.rank(one),
    });
    by_key.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Keeps the first row of each kind.
fn dedup(rows: &mut Vec<Row>, by: &[Expression], wanted: Wanted<'_>) -> Result<(), Halt> {
    let (mut known, mut state) = (BTreeSet::new(), State::default());
    retain(rows, wanted, |scope| {
        let kind = by.iter().map(|one| Ok(scope.value(one)?.text())).collect::<Result<Vec<_>, Halt>>()?;
        state.grow(kind.iter().map(|text| 48 + text.as_ref().map_or(0, String::len)).sum())?;
        Ok(known.insert(kind))
    })
}

/// Keeps the rows of which `keep` says so, as long as nothing halts it.
fn retain(
    rows: &mut Vec<Row>,
    wanted: Wanted<'_>,
    mut keep: impl FnMut(&Scope<'_, 'static>) -> Result<bool, Halt>,
) -> Result<(), Halt> {
    let mut so_far = Ok(());
    rows.retain_mut(|row| {
        let kept = so_far.and_then(|()| row.with(wanted, &mut keep));
        so_far = kept.map(|_| ());
        kept == Ok(true)
    });
    so_far
}

fn carry_out(command: &Command, rows: &mut Vec<Row>, wanted: Wanted<'_>) -> Result<(), Halt> {
    match command {
        Command::Filter(condition) => retain(rows, wanted, |scope| scope.holds(condition))?,
        Command::Limit(limit) => rows.truncate(*limit),
        Command::Dedup(by) => dedup(rows, by, wanted)?,
        Command::Sort(by) => {
            let orders: Vec<Order> = by.iter().map(|(_, order)| *order).collect();
            rows.iter_mut().for_each(|row| row.keys.clear());
            extend(rows, |row| {
                row.keys = row.with(wanted, |scope| sort_keys(scope, by))?;
                Ok(weigh(&row.keys))
            })?;
            rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
        }
        Command::Stats { slots, shown, by } => {
            let mut groups = Groups::default();
            for row in rows.iter_mut() {
                groups.add(slots, row.with(wanted, |scope| counted(scope, slots, by))?)?;
            }
            *rows = groups.rows(slots, shown, by, wanted)?;
        }
        Command::Fields(_) | Command::Display(_) | Command::Parse(_) => extend(rows, |row| {
            let fresh = row.with(wanted, |scope| fresh(command, scope))?;
            let more = weigh_named(&fresh);
            row.named.extend(fresh);
            Ok(more)
        })?,
    }
    Ok(())
}

/// Gives each row something more, whose bytes `give` tells.
fn extend(rows: &mut [Row], mut give: impl FnMut(&mut Row) -> Result<usize, Halt>) -> Result<(), Halt> {
    let mut state = State::default();
    state.grow(rows.iter().map(Row::weight).sum())?;
    rows.iter_mut().try_for_each(|row| state.grow(give(row)?))
}

fn show(scope: &Scope<'_, '_>, shown: &[String]) -> Result<ResultRow, Halt> {
    let mut fields = Vec::new();
    for name in shown {
        let value = scope.allowance.hold(scope.field(name))?;
        fields.extend(value.text().map(|text| (name.clone(), text)));
    }
    if let Some(event) = scope.event.filter(|_| shown.iter().all(|name| name != "@ptr")) {
        fields.push(("@ptr".to_owned(), event.pointer.text()));
    }
    Ok(ResultRow(fields))
}
