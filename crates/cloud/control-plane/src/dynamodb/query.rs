//! Query: items of one partition in the order of their sort key, either way.

use std::sync::Arc;

use ledger::World;
use model::Key;
use model::dynamodb::{Item, KeyKind, Table, hash_part, item_id};
use shapes::Error;
use shapes::dynamodb::{Query, QueryInput, QueryOutput};

use super::capacity::{Meter, consistency};
use super::expression::{Condition, KeyCondition, Names, Projection, RangeCondition};
use super::find;
use super::reading::{self, Sieve};
use crate::Caller;
use crate::table::Read;

impl Read for Query {
    fn read(world: &World, caller: &mut Caller, input: QueryInput) -> Result<QueryOutput, Error> {
        reading::no_index(input.index_name.as_deref())?;
        let table = find::table(world, &caller.scope, &input.table_name)?;
        let (wanted, sieve) = parse(&table, &input)?;
        let start = reading::start(&table, input.exclusive_start_key)?;
        let span = Span::of(&table, &wanted, start, input.scan_index_forward != Some(false))?;
        let page = span.page(world, &table, &sieve);
        let mut meter = Meter::default();
        meter.read(&table.name, page.bytes, consistency(input.consistent_read));
        Ok(QueryOutput {
            consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()),
            count: Some(page.count),
            last_evaluated_key: page.last_key(),
            scanned_count: Some(page.scanned),
            items: page.into_items(),
        })
    }
}

fn parse(table: &Table, input: &QueryInput) -> Result<(KeyCondition, Sieve), Error> {
    let text = input.key_condition_expression.as_deref().ok_or_else(|| {
        Error::validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        )
    })?;
    let mut names =
        Names::read(input.expression_attribute_names.clone(), input.expression_attribute_values.clone())?;
    let wanted = KeyCondition::parse(text, table, &mut names)?;
    let filter = input.filter_expression.as_deref();
    let filter = Condition::parse_optional("FilterExpression", filter, &mut names)?;
    let projection = Projection::parse_optional(input.projection_expression.as_deref(), &mut names)?;
    names.finish()?;
    check_filter(table, filter.as_ref())?;
    let count_only = reading::count_only(input.select.as_deref(), projection.is_some())?;
    Ok((wanted, Sieve { limit: reading::limit(input.limit), filter, projection, count_only }))
}

/// The key belongs into the key condition.
fn check_filter(table: &Table, filter: Option<&Condition>) -> Result<(), Error> {
    let Some(filter) = filter else { return Ok(()) };
    match table.keys().find(|key| filter.mentions(&key.name)) {
        None => Ok(()),
        Some(key) => Err(Error::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {}",
            key.name
        ))),
    }
}

/// A stretch of ids in a partition.
struct Span {
    /// What all of them begin with.
    prefix: String,
    /// The first id, and whether it belongs to the stretch.
    low: Option<(String, bool)>,
    /// The last id, and whether it belongs to the stretch.
    high: Option<(String, bool)>,
    forward: bool,
}

impl Span {
    fn of(table: &Table, wanted: &KeyCondition, start: Option<String>, forward: bool) -> Result<Span, Error> {
        let prefix = hash_part(&table.name, &wanted.hash);
        if start.as_ref().is_some_and(|start| !start.starts_with(&prefix)) {
            let words = "The provided starting key is outside query boundaries based on provided conditions";
            return Err(Error::validation(words));
        }
        let mut span = Span { prefix, low: None, high: None, forward };
        if let Some(range) = &wanted.range {
            span.narrow(table, &wanted.hash, range)?;
        }
        // The page before ended at `start`, which lies within the stretch.
        match start {
            Some(start) if forward => span.low = Some((start, false)),
            Some(start) => span.high = Some((start, false)),
            None => {}
        }
        Ok(span)
    }

    fn narrow(
        &mut self,
        table: &Table,
        hash: &model::dynamodb::Value,
        range: &RangeCondition,
    ) -> Result<(), Error> {
        let id = |value| item_id(&table.name, hash, Some(value));
        match range {
            RangeCondition::Is(value) => {
                self.low = Some((id(value), true));
                self.high = Some((id(value), true));
            }
            RangeCondition::Below(value) => self.high = Some((id(value), false)),
            RangeCondition::AtMost(value) => self.high = Some((id(value), true)),
            RangeCondition::Above(value) => self.low = Some((id(value), false)),
            RangeCondition::AtLeast(value) => self.low = Some((id(value), true)),
            RangeCondition::Between(low, high) => {
                self.low = Some((id(low), true));
                self.high = Some((id(high), true));
                check_order(&self.low, &self.high)?;
            }
            RangeCondition::Begins(value) => {
                check_begins(table)?;
                self.prefix = id(value);
            }
        }
        Ok(())
    }

    fn page(&self, world: &World, table: &Table, sieve: &Sieve) -> reading::Page {
        let items = self.ascending(world, table);
        if self.forward {
            return sieve.page(table, items);
        }
        // The ledger walks one way only; the stretch is gathered by reference and turned round.
        let gathered: Vec<&Arc<Item>> = items.collect();
        sieve.page(table, gathered.into_iter().rev())
    }

    fn ascending<'w>(&'w self, world: &'w World, table: &'w Table) -> impl Iterator<Item = &'w Arc<Item>> {
        let scope = &table.scope;
        let first = self.low.as_ref().filter(|(_, belongs)| *belongs);
        let first = first.and_then(|(id, _)| world.get::<Item>(&Key::new(scope, id.as_str())));
        let after: Box<dyn Iterator<Item = &Arc<Item>>> = match &self.low {
            Some((id, _)) if *id > self.prefix => Box::new(world.scan_from::<Item>(scope, "", Some(id))),
            _ => Box::new(world.scan_prefix::<Item>(scope, &self.prefix)),
        };
        let in_reach = |item: &&Arc<Item>| match &self.high {
            Some((id, true)) => item.id <= *id,
            Some((id, false)) => item.id < *id,
            None => true,
        };
        first
            .into_iter()
            .chain(after)
            .take_while(|item| item.id.starts_with(&self.prefix))
            .take_while(in_reach)
    }
}

type End = Option<(String, bool)>;

fn check_order(low: &End, high: &End) -> Result<(), Error> {
    if low.as_ref().zip(high.as_ref()).is_some_and(|((low, _), (high, _))| low > high) {
        let words = "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than \
                     or equal to lower bound";
        return Err(Error::validation(words));
    }
    Ok(())
}

fn check_begins(table: &Table) -> Result<(), Error> {
    if table.range.as_ref().is_some_and(|range| range.kind == KeyKind::Number) {
        let words = "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or \
                     function: begins_with, operand type: N";
        return Err(Error::validation(words));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dynamodb::sample::{self, Bench};

    fn bench(numbers: &[i32]) -> Bench {
        let items: Vec<String> = numbers
            .iter()
            .map(|n| format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}},"odd":{{"BOOL":{}}}}}"#, n % 2 != 0))
            .collect();
        let mut items: Vec<&str> = items.iter().map(String::as_str).collect();
        items.push(r#"{"h":{"S":"xx"},"n":{"N":"1"}}"#);
        items.push(r#"{"h":{"S":"w"},"n":{"N":"1"}}"#);
        Bench::new(&items)
    }

    fn ask(condition: &str) -> QueryInput {
        let values =
            [("h", "\"S\":\"x\""), ("a", "\"N\":\"-1\""), ("b", "\"N\":\"3\""), ("yes", "\"BOOL\":true")];
        let used = values.iter().filter(|(name, _)| condition.contains(&format!(":{name}")));
        let values: Vec<_> = used.map(|(name, value)| format!(r#"":{name}":{{{value}}}"#)).collect();
        QueryInput {
            expression_attribute_values: Some(sample::item(&format!("{{{}}}", values.join(",")))),
            key_condition_expression: Some(condition.into()),
            table_name: "t".into(),
            ..Default::default()
        }
    }

    fn numbers(answer: &QueryOutput) -> Vec<i32> {
        let items = answer.items.as_deref().unwrap();
        items.iter().map(|item| item["n"].n.as_deref().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn every_range_in_the_order_of_numbers() {
        let mut bench = bench(&[10, -1, 2, 3, -20]);
        for (condition, expected) in [
            ("h = :h", vec![-20, -1, 2, 3, 10]),
            ("h = :h AND n = :b", vec![3]),
            ("h = :h AND n < :b", vec![-20, -1, 2]),
            ("h = :h AND n <= :b", vec![-20, -1, 2, 3]),
            ("h = :h AND n > :a", vec![2, 3, 10]),
            ("h = :h AND n >= :a", vec![-1, 2, 3, 10]),
            ("h = :h AND n BETWEEN :a AND :b", vec![-1, 2, 3]),
        ] {
            let forward = bench.read::<Query>(ask(condition)).unwrap();
            assert_eq!(numbers(&forward), expected, "{condition}");
            let backward = QueryInput { scan_index_forward: Some(false), ..ask(condition) };
            let turned: Vec<_> = expected.into_iter().rev().collect();
            assert_eq!(numbers(&bench.read::<Query>(backward).unwrap()), turned, "{condition}");
        }
    }

    #[test]
    fn a_filter_hides_but_is_paid_for_and_counting_shows_no_items() {
        let mut bench = bench(&[1, 2, 3, 4]);
        let mut input = ask("h = :h");
        input.expression_attribute_values = ask("h = :h AND :yes").expression_attribute_values;
        input.filter_expression = Some("odd = :yes".into());
        input.select = Some("COUNT".into());
        let answer = bench.read::<Query>(input).unwrap();
        assert_eq!((answer.count, answer.scanned_count, answer.items), (Some(2), Some(4), None));
        let on_key = QueryInput { filter_expression: Some("n = :b".into()), ..ask("h = :h AND n < :b") };
        assert!(bench.read::<Query>(on_key).unwrap_err().message.ends_with("Primary key attribute: n"));
    }

    #[test]
    fn what_a_query_cannot_be() {
        let mut bench = bench(&[]);
        let mut words = |input| bench.read::<Query>(input).unwrap_err().message;
        let index = QueryInput { index_name: Some("i".into()), ..ask("h = :h") };
        assert_eq!(words(index), "The table does not have the specified index: i");
        assert!(
            words(ask("h = :h AND n BETWEEN :b AND :a")).contains("BETWEEN operator requires upper bound")
        );
        assert!(words(ask("h = :h AND begins_with(n, :a)")).contains("begins_with, operand type: N"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
        #[test]
        fn pages_of_any_size_add_up(
            given in proptest::collection::btree_set(-50..50_i32, 0..20), limit in 1..7_i64, forward: bool,
        ) {
            let given: Vec<i32> = given.into_iter().collect();
            let mut bench = bench(&given);
            let (mut seen, mut start) = (Vec::new(), None);
            loop {
                let input = QueryInput {
                    limit: Some(limit),
                    scan_index_forward: Some(forward),
                    exclusive_start_key: start,
                    ..ask("h = :h AND n >= :a")
                };
                let answer = bench.read::<Query>(input).unwrap();
                seen.extend(numbers(&answer));
                start = answer.last_evaluated_key;
                if start.is_none() {
                    break;
                }
            }
            let mut expected: Vec<i32> = given.into_iter().filter(|n| *n >= -1).collect();
            if !forward {
                expected.reverse();
            }
            prop_assert_eq!(seen, expected);
        }
    }
}
