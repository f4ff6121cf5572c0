//! `/stats` and `/task/stats`: what a container uses, as `docker stats` shows it. In: readings. Out: JSON. Never here: reading.
//!
//! As with Docker's API, `precpu_stats` is the reading before this one, of whoever asked; the first reading of a container has none, and
//! its `preread` is the zero time.

use serde_json::{Map, Value, json};

use crate::usage::{CpuUsage, MemoryUsage, NetworkUsage, Usage};

/// Docker's "never".
const ZERO_TIME: &str = "0001-01-01T00:00:00Z";

/// A reading and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// RFC 3339.
    pub at: String,
    /// Milliseconds of some clock that only moves forward.
    pub millis: i64,
    /// What was read.
    pub usage: Usage,
}

/// The readings of one container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The newest.
    pub now: Reading,
    /// The one before it, if there is one.
    pub before: Option<Reading>,
}

/// The answer for one container of this Docker name.
pub(crate) fn describe(docker_name: &str, readings: &Readings, v4: bool) -> Value {
    let (now, before) = (&readings.now.usage, readings.before.as_ref());
    let previous = before.map(|reading| cpu(&reading.usage.cpu));
    let mut all = json!({
        "read": readings.now.at,
        "preread": before.map_or(ZERO_TIME, |reading| &reading.at),
        "name": format!("/{docker_name}"),
        "id": now.runtime_id,
        "num_procs": 0,
        "pids_stats": processes(now.processes),
        "blkio_stats": blocks(),
        "storage_stats": {},
        "cpu_stats": cpu(&now.cpu),
        "precpu_stats": previous.unwrap_or_else(|| cpu(&CpuUsage::default())),
        "memory_stats": now.memory.as_ref().map_or_else(|| json!({}), memory),
    });
    if let (Some(fields), Some(traffic)) = (all.as_object_mut(), now.network) {
        fields.insert("networks".into(), json!({"eth0": network(traffic)}));
        if v4 {
            fields.insert("network_rate_stats".into(), rate(readings, traffic));
        }
    }
    all
}

fn processes(counted: Option<(u64, Option<u64>)>) -> Value {
    match counted {
        Some((now, Some(limit))) => json!({"current": now, "limit": limit}),
        Some((now, None)) => json!({"current": now}),
        None => json!({}),
    }
}

/// Nothing counts what goes to disks.
fn blocks() -> Value {
    let names = ["service_bytes", "serviced", "queue", "service_time", "wait_time", "merged", "time"];
    let recursive = names.map(|name| (format!("io_{name}_recursive"), Value::Null));
    let all = recursive.into_iter().chain([("sectors_recursive".to_owned(), Value::Null)]);
    Value::Object(all.collect::<Map<_, _>>())
}

fn cpu(cpu: &CpuUsage) -> Value {
    let (periods, throttled, waited) = cpu.throttled;
    let mut usage = json!({
        "total_usage": cpu.total.unwrap_or(0),
        "usage_in_kernelmode": cpu.in_kernel,
        "usage_in_usermode": cpu.in_programs,
    });
    if let Some(usage) = usage.as_object_mut().filter(|_| !cpu.per_cpu.is_empty()) {
        usage.insert("percpu_usage".into(), cpu.per_cpu.clone().into());
    }
    json!({
        "cpu_usage": usage,
        "system_cpu_usage": cpu.machine,
        "online_cpus": cpu.online,
        "throttling_data": {"periods": periods, "throttled_periods": throttled, "throttled_time": waited},
    })
}

fn memory(memory: &MemoryUsage) -> Value {
    let details = memory.details.iter().map(|(name, value)| (name.clone(), Value::from(*value)));
    let mut all = json!({
        "usage": memory.now,
        "limit": memory.limit,
        "stats": details.collect::<Map<_, _>>(),
    });
    if let (Some(fields), Some(most)) = (all.as_object_mut(), memory.most) {
        fields.insert("max_usage".into(), most.into());
    }
    all
}

fn network(traffic: NetworkUsage) -> Value {
    let ([rx, rx_packets, rx_errors, rx_dropped], [tx, tx_packets, tx_errors, tx_dropped]) =
        (traffic.received, traffic.sent);
    json!({
        "rx_bytes": rx, "rx_packets": rx_packets, "rx_errors": rx_errors, "rx_dropped": rx_dropped,
        "tx_bytes": tx, "tx_packets": tx_packets, "tx_errors": tx_errors, "tx_dropped": tx_dropped,
    })
}

/// Bytes a second between the two readings; none before there are two.
fn rate(readings: &Readings, traffic: NetworkUsage) -> Value {
    let before = readings.before.as_ref();
    let Some((before, then)) = before.and_then(|reading| Some((reading, reading.usage.network?))) else {
        return Value::Null;
    };
    let seconds = (readings.now.millis - before.millis).max(1) as f64 / 1000.0;
    let per_second = |now: u64, then: u64| now.saturating_sub(then) as f64 / seconds;
    json!({
        "rx_bytes_per_sec": per_second(traffic.received[0], then.received[0]),
        "tx_bytes_per_sec": per_second(traffic.sent[0], then.sent[0]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(millis: i64, total: u64, received: u64) -> Reading {
        let usage = Usage {
            runtime_id: "ab".repeat(32),
            cpu: CpuUsage { total: Some(total), machine: 9, online: 2, ..CpuUsage::default() },
            memory: Some(MemoryUsage { now: 5, most: Some(7), limit: 100, details: vec![("rss".into(), 4)] }),
            processes: Some((3, None)),
            network: Some(NetworkUsage { received: [received, 1, 0, 0], sent: [0; 4] }),
        };
        Reading { at: format!("1970-01-01T00:00:0{}Z", millis / 1000), millis, usage }
    }

    #[test]
    fn two_readings_are_told_apart_and_make_a_rate() {
        let readings = Readings { now: reading(4_000, 30, 500), before: Some(reading(2_000, 10, 100)) };
        let shown = describe("ecs-web-1-web-00", &readings, true);
        assert_eq!(shown["cpu_stats"]["cpu_usage"]["total_usage"], 30);
        assert_eq!(shown["precpu_stats"]["cpu_usage"]["total_usage"], 10);
        assert_eq!(
            (&shown["read"], &shown["preread"]),
            (&json!("1970-01-01T00:00:04Z"), &json!("1970-01-01T00:00:02Z"))
        );
        assert_eq!(shown["network_rate_stats"]["rx_bytes_per_sec"], 200.0);
        assert_eq!(
            shown["memory_stats"],
            json!({"usage": 5, "max_usage": 7, "limit": 100, "stats": {"rss": 4}})
        );
        assert_eq!(shown["pids_stats"], json!({"current": 3}));
        assert_eq!(describe("x", &readings, false).get("network_rate_stats"), None);
    }

    #[test]
    fn the_first_reading_has_nothing_before_it() {
        let shown = describe("x", &Readings { now: reading(1_000, 30, 0), before: None }, true);
        assert_eq!(shown["preread"], ZERO_TIME);
        assert_eq!(shown["precpu_stats"]["cpu_usage"]["total_usage"], 0);
        assert_eq!(shown["network_rate_stats"], Value::Null);
    }
}
