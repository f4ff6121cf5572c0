//! One event as it is shown. In: what CloudWatch Logs and the cloud say of it. Out: a line, or JSON.

use serde::Serialize;
use serde_json::Value;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Characters of a task's id that are shown.
const SHORT: usize = 8;

/// Something a container wrote; sorted by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Event {
    /// Milliseconds since 1970.
    #[serde(rename = "timestamp")]
    pub(super) at: i64,
    #[serde(skip)]
    pub(super) id: String,
    /// The service of the task, or what it runs.
    #[serde(rename = "service")]
    pub(super) of: String,
    pub(super) task: String,
    pub(super) message: String,
}

impl Event {
    /// An event of `FilterLogEvents`; `whose` knows the service and task of a stream.
    pub(super) fn read<'w>(
        event: &Value,
        whose: impl Fn(&str) -> Option<(&'w str, &'w str)>,
    ) -> Option<Event> {
        let (of, task) = whose(event["logStreamName"].as_str()?)?;
        Some(Event {
            at: event["timestamp"].as_i64()?,
            id: event["eventId"].as_str()?.to_owned(),
            of: of.to_owned(),
            task: task.to_owned(),
            message: event["message"].as_str()?.trim_end().to_owned(),
        })
    }

    /// `13:59:36.042 iridium/01234567 message`; with the date when it was not `today`.
    pub(super) fn line(&self, today: i64) -> String {
        let time = model::Time(self.at).iso8601();
        let (date, time) = time.trim_end_matches('Z').split_once('T').unwrap_or(("", &time));
        let date = if day(self.at) == today { String::new() } else { format!("{date} ") };
        let task: String = self.task.chars().take(SHORT).collect();
        format!("{date}{time} {}/{task} {}", self.of, self.message)
    }
}

/// The day a moment is on.
pub(super) fn day(at: i64) -> i64 {
    at.div_euclid(DAY)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lines_say_when_and_who() {
        let given = json!({ "timestamp": 1_440_938_160_042_i64, "eventId": "1", "message": "hello\n",
                            "logStreamName": "ecs/iridium/0123456789abcdef" });
        let whose = |stream: &str| stream.starts_with("ecs/").then_some(("iridium", "0123456789abcdef"));
        let event = Event::read(&given, whose).unwrap();
        assert_eq!(event.line(day(event.at)), "12:36:00.042 iridium/01234567 hello");
        assert_eq!(event.line(day(event.at) + 1), "2015-08-30 12:36:00.042 iridium/01234567 hello");
        let told = json!({"timestamp": 1_440_938_160_042_i64, "service": "iridium",
                          "task": "0123456789abcdef", "message": "hello"});
        assert_eq!(json!(event), told);
        assert_eq!(Event::read(&json!({}), whose), None);
    }
}
