//! Processes seen from outside, by /proc. In: a pid. Out: CPU time, memory. Never here: signals to processes of others.

use std::fs;
use std::time::Duration;

/// Kernel ticks a second in /proc: 100 on every mainstream Linux.
const TICKS: u64 = 100;

/// CPU time a process has used, user and system, without its children; zero when it is gone.
pub fn cpu(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Duration::from_millis(ticks_of(&stat) * 1000 / TICKS)
}

/// utime + stime. The name stands in parentheses and may hold anything, so fields are counted after the last one.
fn ticks_of(stat: &str) -> u64 {
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let field = |number: usize| fields.get(number).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    // utime and stime are fields 14 and 15 of proc_pid_stat(5); the state, field 3, is the first after the name.
    field(11) + field(12)
}

/// CPU time of a process and all that descend from it.
pub fn cpu_of_tree(pid: u32) -> Duration {
    tree(pid).into_iter().map(cpu).sum()
}

/// A process and all that descend from it.
pub fn tree(pid: u32) -> Vec<u32> {
    let mut pids = vec![pid];
    pids.extend(children(pid).into_iter().flat_map(tree));
    pids
}

fn children(pid: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>())
        .collect()
}

/// Resident memory, MiB.
pub fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.unwrap_or(0.0) / 1024.0
}

/// Open descriptors of a process; 0 when it is gone.
pub fn descriptors(pid: u32) -> usize {
    fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_found_after_any_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 1 2 3 4 40 2 0 0 20 0 5 0 100";
        assert_eq!(ticks_of(stat), 42);
        assert_eq!(ticks_of(""), 0);
    }

    #[test]
    fn this_process_has_memory() {
        assert!(resident(std::process::id()) > 0.0);
    }
}
