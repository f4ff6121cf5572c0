//! Rules for system calls as a program for seccomp(2). In: a rule a call. Out: BPF that finds the call by halves.
//!
//! The kernel runs a new filter once for every call there is, to remember which are allowed whatever their arguments: with a list of three
//! hundred comparisons that alone takes a millisecond. Arguments are compared as the kernel reads these ones, by their lower 32 bits.

use std::collections::BTreeMap;

use libc::sock_filter;

/// What may be done with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Allowed,
    /// EPERM.
    Refused,
    /// ENOSYS, so that C libraries do without it.
    Missing,
    /// Allowed if the first argument is one of these, else refused.
    FirstIsOneOf(&'static [u32]),
    FirstIsNot(u32),
    /// Allowed if the first argument has none of these bits.
    FirstIsWithout(u32),
}

/// `AUDIT_ARCH_X86_64` and `AUDIT_ARCH_AARCH64` of linux/audit.h.
const ARCHITECTURE: u32 = if cfg!(target_arch = "x86_64") { 0xc000_003e } else { 0xc000_00b7 };
/// Offsets in `struct seccomp_data`, little-endian.
const CALL: u32 = 0;
const CALLED_FROM: u32 = 4;
const FIRST_ARGUMENT: u32 = 16;

const LOAD: u32 = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
const EQUAL: u32 = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
const AT_LEAST: u32 = libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K;
const ANY_BIT: u32 = libc::BPF_JMP | libc::BPF_JSET | libc::BPF_K;
const JUMP: u32 = libc::BPF_JMP | libc::BPF_JA;
const RETURN: u32 = libc::BPF_RET | libc::BPF_K;

/// Calls without a rule are refused; a program of another architecture is killed.
pub(super) fn program(rules: &BTreeMap<u32, Rule>) -> Vec<sock_filter> {
    let mut code = vec![
        plain(LOAD, CALLED_FROM),
        jump(EQUAL, ARCHITECTURE, 1, 0),
        plain(RETURN, libc::SECCOMP_RET_KILL_PROCESS),
        plain(LOAD, CALL),
    ];
    code.extend(by_halves(&ranges(rules)));
    code
}

/// First calls of stretches that have one rule, from 0 on.
fn ranges(rules: &BTreeMap<u32, Rule>) -> Vec<(u32, Rule)> {
    let (mut ranges, mut next) = (Vec::new(), 0);
    for (call, rule) in rules {
        if *call != next {
            ranges.push((next, Rule::Refused));
        }
        ranges.push((*call, *rule));
        next = call + 1;
    }
    ranges.push((next, Rule::Refused));
    ranges.dedup_by_key(|(_, rule)| *rule);
    ranges
}

/// With the call in the accumulator.
fn by_halves(ranges: &[(u32, Rule)]) -> Vec<sock_filter> {
    if let [(_, rule)] = ranges {
        return leaf(*rule);
    }
    let (lower, upper) = ranges.split_at(ranges.len() / 2);
    let (before, after) = (by_halves(lower), by_halves(upper));
    let first = upper[0].0;
    let mut code = match u8::try_from(before.len()) {
        Ok(far) => vec![jump(AT_LEAST, first, far, 0)],
        Err(_) => vec![jump(AT_LEAST, first, 0, 1), plain(JUMP, before.len() as u32)],
    };
    code.extend(before);
    code.extend(after);
    code
}

fn leaf(rule: Rule) -> Vec<sock_filter> {
    const ALLOW: sock_filter = plain(RETURN, libc::SECCOMP_RET_ALLOW);
    const REFUSE: sock_filter = plain(RETURN, libc::SECCOMP_RET_ERRNO | libc::EPERM as u32);
    let first = plain(LOAD, FIRST_ARGUMENT);
    match rule {
        Rule::Allowed => vec![ALLOW],
        Rule::Refused => vec![REFUSE],
        Rule::Missing => vec![plain(RETURN, libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32)],
        Rule::FirstIsOneOf(values) => {
            let left = (0..values.len() as u8).rev();
            let tests = values.iter().zip(left).map(|(value, left)| jump(EQUAL, *value, left + 1, 0));
            [first].into_iter().chain(tests).chain([REFUSE, ALLOW]).collect()
        }
        Rule::FirstIsNot(value) => vec![first, jump(EQUAL, value, 1, 0), ALLOW, REFUSE],
        Rule::FirstIsWithout(bits) => vec![first, jump(ANY_BIT, bits, 1, 0), ALLOW, REFUSE],
    }
}

const fn plain(code: u32, k: u32) -> sock_filter {
    jump(code, k, 0, 0)
}

const fn jump(code: u32, k: u32, yes: u8, no: u8) -> sock_filter {
    sock_filter { code: code as u16, jt: yes, jf: no, k }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;
    const REFUSE: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM as u32;

    /// As the kernel runs it; also how many steps that took.
    fn run(code: &[sock_filter], architecture: u32, call: u32, argument: u32) -> (u32, usize) {
        let (mut at, mut value) = (0, 0);
        for steps in 1..10_000 {
            let one = code[at];
            let branch = |yes: bool| 1 + usize::from(if yes { one.jt } else { one.jf });
            at += match u32::from(one.code) {
                LOAD => {
                    value = match one.k {
                        CALL => call,
                        CALLED_FROM => architecture,
                        FIRST_ARGUMENT => argument,
                        other => panic!("loads {other}"),
                    };
                    1
                }
                EQUAL => branch(value == one.k),
                AT_LEAST => branch(value >= one.k),
                ANY_BIT => branch(value & one.k != 0),
                JUMP => 1 + one.k as usize,
                RETURN => return (one.k, steps),
                other => panic!("does {other}"),
            };
        }
        panic!("does not end");
    }

    fn by_hand(rule: Option<&Rule>, argument: u32) -> u32 {
        let allowed = match rule {
            Some(Rule::Allowed) => true,
            Some(Rule::Missing) => return libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32,
            Some(Rule::FirstIsOneOf(values)) => values.contains(&argument),
            Some(Rule::FirstIsNot(value)) => argument != *value,
            Some(Rule::FirstIsWithout(bits)) => argument & bits == 0,
            Some(Rule::Refused) | None => false,
        };
        if allowed { ALLOW } else { REFUSE }
    }

    fn holds(rules: &BTreeMap<u32, Rule>, most_steps: usize) {
        let code = program(rules);
        for call in (0..600).chain([0x4000_0000, 0x4000_0001, u32::MAX]) {
            for argument in [0, 1, 2, 3, 8, 40, 0x10, 0x8000_0000, u32::MAX] {
                let (verdict, steps) = run(&code, ARCHITECTURE, call, argument);
                assert_eq!(verdict, by_hand(rules.get(&call), argument), "call {call}, argument {argument}");
                assert!(steps <= most_steps, "call {call} takes {steps} steps");
            }
        }
        assert_eq!(run(&code, 0x4000_0003, 0, 0).0, libc::SECCOMP_RET_KILL_PROCESS);
    }

    #[test]
    fn every_call_gets_its_rule_in_few_steps() {
        holds(&BTreeMap::new(), 5);
        holds(&BTreeMap::from([(0, Rule::Allowed)]), 6);
        let kinds = [
            Rule::Allowed,
            Rule::Missing,
            Rule::FirstIsOneOf(&[1, 40, u32::MAX]),
            Rule::FirstIsNot(40),
            Rule::FirstIsWithout(0x8000_0002),
            Rule::Refused,
        ];
        // Neighbours alike and not, gaps, and more leaves than one jump reaches over.
        let many = (0..550).filter(|call| call % 7 != 0).map(|call| (call, kinds[(call / 2 % 6) as usize]));
        holds(&many.collect(), 24);
    }
}
