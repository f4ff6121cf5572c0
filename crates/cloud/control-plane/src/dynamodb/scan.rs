//! Scan: all items of a table, or one segment of them.

use std::sync::Arc;

use ledger::World;
use model::dynamodb::{Item, Table, table_prefix};
use shapes::Error;
use shapes::dynamodb::{Scan, ScanInput, ScanOutput};

use super::capacity::{Meter, consistency};
use super::expression::{Condition, Names, Projection};
use super::find;
use super::reading::{self, Sieve};
use crate::Caller;
use crate::table::Read;

impl Read for Scan {
    fn read(world: &World, caller: &mut Caller, input: ScanInput) -> Result<ScanOutput, Error> {
        reading::no_index(input.index_name.as_deref())?;
        let segment = Segment::read(input.segment, input.total_segments)?;
        let sieve = sieve(&input)?;
        let table = find::table(world, &caller.scope, &input.table_name)?;
        let start = reading::start(&table, input.exclusive_start_key)?;
        let items = items(world, &table, start.as_deref()).filter(|item| segment.has(&item.id));
        let page = sieve.page(&table, items);
        let mut meter = Meter::default();
        meter.read(&table.name, page.bytes, consistency(input.consistent_read));
        Ok(ScanOutput {
            consumed_capacity: meter.single(input.return_consumed_capacity.as_deref()),
            count: Some(page.count),
            last_evaluated_key: page.last_key(),
            scanned_count: Some(page.scanned),
            items: page.into_items(),
        })
    }
}

/// The items of a table after an id.
pub(crate) fn items<'w>(
    world: &'w World,
    table: &Table,
    after: Option<&str>,
) -> impl Iterator<Item = &'w Arc<Item>> + use<'w> {
    let prefix = table_prefix(&table.name);
    let items = world.scan_from::<Item>(&table.scope, "", Some(after.unwrap_or(&prefix)));
    items.take_while(move |item| item.id.starts_with(&prefix))
}

fn sieve(input: &ScanInput) -> Result<Sieve, Error> {
    let mut names =
        Names::read(input.expression_attribute_names.clone(), input.expression_attribute_values.clone())?;
    let filter = input.filter_expression.as_deref();
    let filter = Condition::parse_optional("FilterExpression", filter, &mut names)?;
    let projection = Projection::parse_optional(input.projection_expression.as_deref(), &mut names)?;
    names.finish()?;
    let count_only = reading::count_only(input.select.as_deref(), projection.is_some())?;
    Ok(Sieve { limit: reading::limit(input.limit), filter, projection, count_only })
}

/// One of several equal shares of a table; a partition is never divided.
struct Segment {
    number: u64,
    of: u64,
}

impl Segment {
    fn read(segment: Option<i64>, total: Option<i64>) -> Result<Segment, Error> {
        let unsigned = |number: i64| u64::try_from(number).unwrap_or(0);
        match (segment.map(unsigned), total.map(unsigned)) {
            (None, None) => Ok(Segment { number: 0, of: 1 }),
            (Some(number), Some(of)) if number < of => Ok(Segment { number, of }),
            (Some(number), Some(of)) => Err(Error::validation(format!(
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {number} \
                 is not less than TotalSegments: {of}"
            ))),
            (Some(_), None) => Err(Error::validation(
                "The TotalSegments parameter is required but was not present in the request when Segment parameter \
                 is present",
            )),
            (None, Some(_)) => Err(Error::validation(
                "The Segment parameter is required but was not present in the request when parameter TotalSegments \
                 is present",
            )),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.of == 1 || spread(id) % self.of == self.number
    }
}

/// A number for the partition of an id. FNV-1a.
fn spread(id: &str) -> u64 {
    let partition = id.split("\0\0").next().unwrap_or(id);
    partition
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::Bench;

    fn bench() -> Bench {
        let items: Vec<_> = (0..10).map(|n| format!(r#"{{"h":{{"S":"p{n}"}},"n":{{"N":"{n}"}}}}"#)).collect();
        Bench::new(&items.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn pages_end_with_a_key_that_goes_on() {
        let mut bench = bench();
        let (mut pages, mut seen, mut start) = (0, 0, None);
        loop {
            let input = ScanInput {
                limit: Some(4),
                exclusive_start_key: start,
                table_name: "t".into(),
                ..Default::default()
            };
            let answer = bench.read::<Scan>(input).unwrap();
            (pages, seen) = (pages + 1, seen + answer.count.unwrap());
            start = answer.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        assert_eq!((pages, seen), (3, 10));
    }

    #[test]
    fn segments_share_the_table() {
        let mut bench = bench();
        let mut count = |segment, total| {
            let input = ScanInput {
                segment: Some(segment),
                total_segments: Some(total),
                table_name: "t".into(),
                ..Default::default()
            };
            bench.read::<Scan>(input).map(|answer| answer.count.unwrap())
        };
        assert_eq!((0..3).map(|segment| count(segment, 3).unwrap()).sum::<i64>(), 10);
        assert!(count(3, 3).unwrap_err().message.starts_with("The Segment parameter is zero-based"));
    }

    #[test]
    fn a_page_is_a_mebibyte() {
        let large =
            |n| format!(r#"{{"h":{{"S":"x"}},"n":{{"N":"{n}"}},"v":{{"S":"{}"}}}}"#, "v".repeat(390_000));
        let items: Vec<_> = (0..5).map(large).collect();
        let mut bench = Bench::new(&items.iter().map(String::as_str).collect::<Vec<_>>());
        let input = ScanInput { table_name: "t".into(), ..Default::default() };
        let answer = bench.read::<Scan>(input).unwrap();
        assert_eq!((answer.count, answer.last_evaluated_key.is_some()), (Some(3), true));
    }
}
