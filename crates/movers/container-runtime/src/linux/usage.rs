//! Reads what a container uses. In: its cgroup, or where there is none its first process. Out: [`Usage`]. Never here: limits.

use std::fs;
use std::path::Path;

use super::cgroup::{Cgroup, value_of};
use super::memory_watch;
use crate::usage::{CpuUsage, MemoryUsage, NetworkUsage, Usage};

/// What cpuacct counts in: hundredths of a second (USER_HZ).
const TICK: u64 = 10_000_000;

/// One reading of a container that runs.
pub(super) fn read(runtime_id: &str, pid: i32, cgroup: Option<&Cgroup>) -> Usage {
    Usage {
        runtime_id: runtime_id.to_owned(),
        cpu: cgroup.map_or_else(CpuUsage::default, cpu).of_machine(),
        memory: Some(cgroup.map_or_else(|| resident(pid), memory)),
        processes: cgroup.and_then(processes),
        network: network(pid),
    }
}

impl CpuUsage {
    fn of_machine(self) -> Self {
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = text.lines().next().and_then(|line| line.strip_prefix("cpu ")).unwrap_or_default();
        // Time of guests is counted as time of programs already.
        let ticks: u64 = line.split_whitespace().take(8).filter_map(|word| word.parse::<u64>().ok()).sum();
        let numbered = |line: &&str| {
            line.strip_prefix("cpu").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        Self { machine: ticks * TICK, online: text.lines().filter(numbered).count() as u32, ..self }
    }
}

fn text(directory: &Path, file: &str) -> Option<String> {
    fs::read_to_string(directory.join(file)).ok()
}

fn number(directory: &Path, file: &str) -> Option<u64> {
    text(directory, file)?.trim().parse().ok()
}

fn cpu(cgroup: &Cgroup) -> CpuUsage {
    let stat = |directory: &Path, file| text(directory, file).unwrap_or_default();
    if cgroup.v2 {
        let all = stat(&cgroup.memory, "cpu.stat");
        let micros = |key| value_of(&all, key).map(|value| value * 1000);
        let count = |key| value_of(&all, key).unwrap_or(0);
        return CpuUsage {
            total: micros("usage_usec"),
            in_kernel: micros("system_usec").unwrap_or(0),
            in_programs: micros("user_usec").unwrap_or(0),
            throttled: (count("nr_periods"), count("nr_throttled"), micros("throttled_usec").unwrap_or(0)),
            ..CpuUsage::default()
        };
    }
    let Some(counted) = &cgroup.cpuacct else { return CpuUsage::default() };
    let ticks = stat(counted, "cpuacct.stat");
    let quota = cgroup.cpu.as_ref().map(|cpu| stat(cpu, "cpu.stat")).unwrap_or_default();
    let count = |key| value_of(&quota, key).unwrap_or(0);
    let per_cpu = stat(counted, "cpuacct.usage_percpu");
    CpuUsage {
        total: number(counted, "cpuacct.usage"),
        per_cpu: per_cpu.split_whitespace().filter_map(|word| word.parse().ok()).collect(),
        in_kernel: value_of(&ticks, "system").unwrap_or(0) * TICK,
        in_programs: value_of(&ticks, "user").unwrap_or(0) * TICK,
        throttled: (count("nr_periods"), count("nr_throttled"), count("throttled_time")),
        ..CpuUsage::default()
    }
}

fn memory(cgroup: &Cgroup) -> MemoryUsage {
    let place = &cgroup.memory;
    let (now, most, limit) = match cgroup.v2 {
        true => ("memory.current", "memory.peak", "memory.max"),
        false => ("memory.usage_in_bytes", "memory.max_usage_in_bytes", "memory.limit_in_bytes"),
    };
    let details = text(place, "memory.stat").unwrap_or_default();
    let detail = |line: &str| {
        let (name, value) = line.split_once(' ')?;
        Some((name.to_owned(), value.trim().parse().ok()?))
    };
    let machine = machine_memory();
    MemoryUsage {
        now: number(place, now).unwrap_or(0),
        most: number(place, most),
        // Without a limit the file says `max`, or more than there is.
        limit: number(place, limit).unwrap_or(machine).min(machine),
        details: details.lines().filter_map(detail).collect(),
    }
}

fn resident(pid: i32) -> MemoryUsage {
    let now = memory_watch::resident_bytes(pid, 8);
    MemoryUsage { now, most: None, limit: machine_memory(), details: Vec::new() }
}

fn machine_memory() -> u64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn processes(cgroup: &Cgroup) -> Option<(u64, Option<u64>)> {
    let place = if cgroup.v2 { &cgroup.memory } else { cgroup.pids.as_ref()? };
    Some((number(place, "pids.current")?, number(place, "pids.max")))
}

/// Of the task's namespace, which its containers share.
fn network(pid: i32) -> Option<NetworkUsage> {
    let text = fs::read_to_string(format!("/proc/{pid}/net/dev")).ok()?;
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix("eth0:"))?;
    let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let four = |from: usize| numbers.get(from..from + 4)?.try_into().ok();
    Some(NetworkUsage { received: four(0)?, sent: four(8)? })
}
