//! Texts made to be as deep or as long as can be, in every language there is here: each is refused or read in a small stack, and none ends the
//! process. In: texts. Out: failures.

#![allow(missing_docs)]

use planner::alarms::rule::Rule;
use planner::insights;
use planner::log_pattern::{Pattern, Selector};
use planner::metric_math::Expression;
use planner::multiline::Multiline;
use planner::query;

/// Half of what a thread of the cloud has.
const STACK: usize = 1 << 20;
/// How deep: far beyond what any stack holds.
const DEEP: usize = 100_000;

fn in_a_small_stack(read: fn(&str) -> bool, texts: Vec<String>) {
    let reader = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        for text in texts {
            let shown: String = text.chars().take(40).collect();
            assert!(!read(&text), "{shown} ... was taken");
        }
    });
    assert!(reader.is_ok_and(|reader| reader.join().is_ok()), "the messages above say which");
}

/// Each piece so often: as deep as the longest text that is read at all, and beyond.
fn deep(pieces: &[&str], longest: usize) -> Vec<String> {
    let times = |piece: &&str| [longest / piece.chars().count(), DEEP].map(|count| piece.repeat(count));
    pieces.iter().flat_map(times).collect()
}

#[test]
fn insights_queries() {
    let pieces = ["(", "not ", "-", "concat(", "a in [", "not (-strlen(", "`", "a and (", "1 + ("];
    let texts = deep(&pieces, 9_900).into_iter().map(|text| format!("filter {text}")).collect();
    in_a_small_stack(|text| insights::Query::parse(text, 10, 0).is_ok(), texts);
}

#[test]
fn metric_math() {
    let pieces = ["(", "-", "[", "SUM(", "IF(m,", "2^", "1+(", "1+"];
    in_a_small_stack(|text| Expression::read(text).is_ok(), deep(&pieces, 2_040));
}

#[test]
fn cluster_queries() {
    let pieces = ["(", "!", "not ", "!(", "attribute:a in ["];
    in_a_small_stack(|text| query::Query::read(text).is_ok(), deep(&pieces, 1_990));
}

#[test]
fn filter_patterns() {
    let mut texts = deep(&["{(", "{ $.a = 1 && (", "[(", "[a=1 && (", "%(", "%a*?+"], 1_020);
    texts.extend(deep(&["("], 1_000).into_iter().map(|text| format!("{{ {text}")));
    texts.push(format!("%(({}%", "a{50})".repeat(10)));
    texts.push("%(((a{99}){99}){99})%".to_owned());
    in_a_small_stack(|text| Pattern::parse(text).is_ok(), texts);
    in_a_small_stack(|text| Selector::parse(text).is_some(), deep(&["$.a", "$[0]"], 1_020));
}

#[test]
fn rules_of_composite_alarms() {
    in_a_small_stack(
        |text| Rule::read(text).is_ok(),
        deep(&["(", "NOT ", "NOT (", "ALARM(a) AND ("], 10_240),
    );
}

#[test]
fn patterns_of_log_drivers() {
    let texts = vec!["(".repeat(DEEP), "((a{200}){200}){200}".to_owned(), "(a|".repeat(1000)];
    let read = |text: &str| {
        let options = [("awslogs-multiline-pattern".to_owned(), text.to_owned())];
        Multiline::of(&options.into()).is_ok()
    };
    in_a_small_stack(read, texts);
}
