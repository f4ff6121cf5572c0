//! Capacity units, as ReturnConsumedCapacity shows them. In: bytes. Out: units. Never here: throttling; there is none.

use std::collections::BTreeMap;

use shapes::dynamodb::{Capacity, ConsumedCapacity};

/// What was used of some tables.
#[derive(Debug, Default)]
pub(crate) struct Meter(BTreeMap<String, (f64, f64)>);

impl Meter {
    /// One write of an item, by the larger of its sizes before and after; a transaction counts twice.
    pub(crate) fn write(&mut self, table: &str, bytes: usize, times: f64) {
        self.add(table).1 += bytes.div_ceil(1_024).max(1) as f64 * times;
    }

    /// One read of so many bytes; half of it if it need not be consistent.
    pub(crate) fn read(&mut self, table: &str, bytes: usize, times: f64) {
        self.add(table).0 += bytes.div_ceil(4_096).max(1) as f64 * times;
    }

    fn add(&mut self, table: &str) -> &mut (f64, f64) {
        self.0.entry(table.to_owned()).or_default()
    }

    /// For an answer about one table.
    pub(crate) fn single(self, asked: Option<&str>) -> Option<ConsumedCapacity> {
        self.many(asked)?.pop()
    }

    /// For an answer about several tables; absent unless asked for.
    pub(crate) fn many(self, asked: Option<&str>) -> Option<Vec<ConsumedCapacity>> {
        let indexes = match asked {
            Some("TOTAL") => false,
            Some("INDEXES") => true,
            _ => return None,
        };
        let shown = self.0.into_iter().map(|(table, (reads, writes))| ConsumedCapacity {
            capacity_units: Some(reads + writes),
            table: indexes.then(|| Capacity { capacity_units: Some(reads + writes), ..Default::default() }),
            table_name: Some(table),
            ..Default::default()
        });
        Some(shown.collect())
    }
}

/// 1 for a consistent read, else a half.
pub(crate) fn consistency(consistent: Option<bool>) -> f64 {
    if consistent == Some(true) { 1.0 } else { 0.5 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn units_are_whole_blocks() {
        let mut meter = Meter::default();
        meter.write("t", 1_025, 1.0);
        meter.read("t", 0, consistency(None));
        assert_eq!(meter.single(Some("TOTAL")).unwrap().capacity_units, Some(2.5));
        assert_eq!(Meter::default().many(Some("NONE")), None);
    }
}
