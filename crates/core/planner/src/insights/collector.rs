//! The rows of a query together. In: what became of each event, in any order. Out: the answer. Never here: events.
//!
//! Memory is bounded: at most twice [`MOST_ROWS`] rows or 64 MiB of them wait to be put in order, and a query with too many groups fails.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::Scope;
use super::rows::{Counted, Kind, Mapped, ResultRow, Row, counted, fresh};
use super::statistics::Tally;
use super::syntax::{Command, Expression, Named, Order, Slot};
use super::value::Value;
use super::{MOST_ROWS, Query};

/// Groups of one `stats`.
const MOST_GROUPS: usize = 100_000;
/// Values that `count_distinct` remembers, in all groups together.
const MOST_REMEMBERED: usize = 2_000_000;
/// Bytes of rows that wait.
const MOST_BYTES: usize = 64 << 20;

/// A query has more groups, distinct values or bytes of rows than are kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch;

/// Collects what became of events.
pub struct Collector<'q> {
    query: &'q Query,
    rows: Vec<Row>,
    bytes: usize,
    groups: Groups,
    matched: u64,
}

#[derive(Default)]
struct Groups {
    by_key: BTreeMap<Vec<Option<String>>, Group>,
    remembered: usize,
}

struct Group {
    key: Vec<Value>,
    tallies: Vec<Tally>,
}

impl<'q> Collector<'q> {
    /// An empty one for a query.
    pub fn new(query: &'q Query) -> Self {
        Self { query, rows: Vec::new(), bytes: 0, groups: Groups::default(), matched: 0 }
    }

    /// Events taken so far.
    pub fn matched(&self) -> u64 {
        self.matched
    }

    /// Takes what became of an event.
    pub fn take(&mut self, Mapped(mapped): Mapped) -> Result<(), TooMuch> {
        self.matched += 1;
        match (mapped, self.query.after.first()) {
            (Kind::Counted(counted), Some(Command::Stats { slots, .. })) => self.groups.add(slots, counted),
            (Kind::Counted(_), _) => Ok(()),
            (Kind::Row(row), _) => {
                self.bytes += row.weight();
                self.rows.push(row);
                if self.rows.len() >= 2 * MOST_ROWS || self.bytes > MOST_BYTES {
                    self.compact()?;
                }
                Ok(())
            }
        }
    }

    /// Puts the rows in order and forgets those that cannot be in the answer.
    fn compact(&mut self) -> Result<(), TooMuch> {
        let orders = self.query.orders();
        self.rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
        // What is there twice must not take the place of others.
        let mut next = self.query.after.iter().filter(|command| !matches!(command, Command::Sort(_)));
        match next.next() {
            Some(Command::Dedup(by)) => dedup(&mut self.rows, by),
            Some(Command::Limit(limit)) => self.rows.truncate(*limit),
            None => self.rows.truncate(self.query.limit),
            _ => {}
        }
        if self.rows.len() > MOST_ROWS && self.counts_later() {
            return Err(TooMuch);
        }
        self.rows.truncate(MOST_ROWS);
        self.bytes = self.rows.iter().map(Row::weight).sum();
        // A row more must find room before the next time.
        if self.bytes > MOST_BYTES / 2 { Err(TooMuch) } else { Ok(()) }
    }

    /// Whether rows that are left out here would be missed in an answer that does not show them.
    fn counts_later(&self) -> bool {
        self.query.after.iter().any(|command| matches!(command, Command::Stats { .. } | Command::Filter(_)))
    }

    /// Carries out the rest of the query.
    pub fn finish(mut self) -> Result<Vec<ResultRow>, TooMuch> {
        let mut commands = self.query.after.iter();
        let mut rows = match self.query.after.first() {
            Some(Command::Stats { slots, shown, by }) => {
                commands.next();
                self.groups.rows(slots, shown, by)
            }
            _ => {
                // Only what is too much already is too much here.
                let orders = self.query.orders();
                self.rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
                self.rows
            }
        };
        for command in commands {
            carry_out(command, &mut rows)?;
        }
        rows.truncate(self.query.limit);
        let shown = self.query.shown();
        Ok(rows.iter().map(|row| show(row, &shown)).collect())
    }
}

impl Groups {
    fn add(&mut self, slots: &[Slot], counted: Counted) -> Result<(), TooMuch> {
        let Counted { group, values, at } = counted;
        let key: Vec<Option<String>> = group.iter().map(Value::text).collect();
        let begin =
            || Group { key: group, tallies: slots.iter().map(|slot| slot.statistic.begin()).collect() };
        let found = self.by_key.entry(key).or_insert_with(begin);
        for ((slot, tally), value) in slots.iter().zip(&mut found.tallies).zip(values) {
            self.remembered += slot.statistic.add(tally, value, at);
        }
        let fits = self.by_key.len() <= MOST_GROUPS && self.remembered <= MOST_REMEMBERED;
        if fits { Ok(()) } else { Err(TooMuch) }
    }

    /// A row for each group, by what they are grouped by; without groups one row, even of nothing.
    fn rows(mut self, slots: &[Slot], shown: &[Named], by: &[Named]) -> Vec<Row> {
        if by.is_empty() && self.by_key.is_empty() {
            let tallies = slots.iter().map(|slot| slot.statistic.begin()).collect();
            self.by_key.insert(Vec::new(), Group { key: Vec::new(), tallies });
        }
        let mut groups: Vec<Group> = self.by_key.into_values().collect();
        groups.sort_by(|one, other| compare(&one.key, &other.key, &vec![Order::Ascending; one.key.len()]));
        let row = |Group { key, tallies }: Group| {
            let ends = slots.iter().zip(tallies).map(|(slot, tally)| slot.statistic.end(tally));
            let slots: Vec<Value> = ends.collect();
            let mut named: Vec<_> = by.iter().map(|one| one.name.clone()).zip(key).collect();
            for one in shown {
                let value = Scope { named: &named, event: None, slots: &slots }.value(&one.value);
                named.push((one.name.clone(), value));
            }
            Row { named, event: None, keys: Vec::new() }
        };
        groups.into_iter().map(row).collect()
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
fn dedup(rows: &mut Vec<Row>, by: &[Expression]) {
    let mut known = BTreeSet::new();
    rows.retain(|row| known.insert(by.iter().map(|one| row.scope().value(one).text()).collect::<Vec<_>>()));
}

fn carry_out(command: &Command, rows: &mut Vec<Row>) -> Result<(), TooMuch> {
    match command {
        Command::Filter(condition) => rows.retain(|row| row.scope().holds(condition)),
        Command::Limit(limit) => rows.truncate(*limit),
        Command::Dedup(by) => dedup(rows, by),
        Command::Sort(by) => {
            let orders: Vec<Order> = by.iter().map(|(_, order)| *order).collect();
            for row in rows.iter_mut() {
                row.keys = by.iter().map(|(key, _)| row.scope().value(key)).collect();
            }
            rows.sort_by(|one, other| compare(&one.keys, &other.keys, &orders));
        }
        Command::Stats { slots, shown, by } => {
            let mut groups = Groups::default();
            for row in rows.iter() {
                groups.add(slots, counted(&row.scope(), slots, by))?;
            }
            *rows = groups.rows(slots, shown, by);
        }
        Command::Fields(_) | Command::Display(_) | Command::Parse(_) => {
            for row in rows.iter_mut() {
                let fresh = fresh(command, &row.scope());
                row.named.extend(fresh);
            }
        }
    }
    Ok(())
}

fn show(row: &Row, shown: &[String]) -> ResultRow {
    let scope = row.scope();
    let value = |name: &String| Some((name.clone(), scope.field(name).text()?));
    let mut fields: Vec<(String, String)> = shown.iter().filter_map(value).collect();
    if let Some(event) = row.event.as_ref().filter(|_| shown.iter().all(|name| name != "@ptr")) {
        fields.push(("@ptr".to_owned(), event.pointer.text()));
    }
    ResultRow(fields)
}
