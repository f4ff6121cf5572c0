//! What happened to alarms, one record an item. In and out: plain records. Never here: their words (`planner::alarms` has them).

use serde::{Deserialize, Serialize};

use crate::ecs::words;
use crate::{Key, Record, Scope, Time};

/// One item of the history of an alarm; it outlives the alarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmHistoryItem {
    /// Account and Region.
    pub scope: Scope,
    /// Of the alarm.
    pub alarm: String,
    /// Whether the alarm is over metrics or over other alarms.
    pub alarm_type: AlarmType,
    /// When it happened.
    pub at: Time,
    /// Its place among what happened to the alarm in that millisecond.
    pub number: u32,
    /// What kind of thing.
    pub what: HistoryItemType,
    /// In words.
    pub summary: String,
    /// As JSON.
    pub data: String,
}

impl AlarmHistoryItem {
    /// How long an item is kept, in ms: 30 days.
    pub const KEPT: i64 = 30 * 86_400_000;
    /// Items kept at most, all alarms of all accounts together.
    pub const MOST: usize = 10_000;

    /// What the keys of an alarm's items begin with. A name holds no line break.
    pub fn prefix(alarm: &str) -> String {
        format!("{alarm}\n")
    }

    /// The order of the items of all alarms: by time.
    pub const BY_TIME: &str = "by-time/";

    /// Where it stands in this order.
    pub fn place(&self) -> String {
        format!("{:015}/{:04}/{}", self.at.0, self.number, self.alarm)
    }

    /// What the keys of an alarm's items of one moment begin with.
    pub fn moment(alarm: &str, at: Time) -> String {
        format!("{}{:015}/", AlarmHistoryItem::prefix(alarm), at.0)
    }
}

impl Record for AlarmHistoryItem {
    const KIND: &'static str = "cloudwatch.alarm_history";
    fn key(&self) -> Key {
        let id = format!("{}{:04}", AlarmHistoryItem::moment(&self.alarm, self.at), self.number);
        Key::new(&self.scope, id)
    }
    fn secondary_ids(&self) -> Vec<String> {
        vec![format!("{}{}", AlarmHistoryItem::BY_TIME, self.place())]
    }
}

words! {
    /// What an alarm is over.
    AlarmType {
        /// Values of metrics.
        Metric = "MetricAlarm",
        /// States of other alarms.
        Composite = "CompositeAlarm",
    }
}

words! {
    /// What kind of thing happened.
    HistoryItemType {
        /// It was made, changed or deleted.
        ConfigurationUpdate = "ConfigurationUpdate",
        /// Its state became another.
        StateUpdate = "StateUpdate",
        /// Something was done on entering a state.
        Action = "Action",
    }
}
