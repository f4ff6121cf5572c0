//! Queries as AWS documents them over a handful of events; what is refused, and where; and any text at all.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;

const START: i64 = 1_795_355_000_000;

fn run(query: &str, messages: &[&str]) -> Vec<Vec<(String, String)>> {
    attempt(query, messages).unwrap().into_iter().map(|ResultRow(fields)| fields).collect()
}

fn failed(query: &str, messages: &[&str]) -> bool {
    attempt(query, messages) == Err(Halt::TooMuch)
}

/// The messages, a second apart, in stream `s` of group `g`.
fn attempt(query: &str, messages: &[&str]) -> Result<Vec<ResultRow>, Halt> {
    let query = Query::parse(query, MOST_ROWS, START + 500).unwrap_or_else(|bad| panic!("{query}: {bad}"));
    let mut collector = Collector::new(&query, &|| true);
    for (at, message) in messages.iter().enumerate() {
        let at = at as u64;
        let pointer = Pointer { group: Cow::Borrowed("g"), stream: Cow::Borrowed("s"), ordinal: at };
        let moment = START + at as i64 * 1000;
        let event = Event::new("000000000000", pointer, (moment, moment + 5), message);
        if let Some(mapped) = query.look(event, &|| true)? {
            assert!(query.needle().is_none_or(|needle| message.contains(needle)));
            collector.take(mapped)?;
        }
    }
    collector.finish()
}

/// The rows as texts: `name=value`, without pointers.
fn rows(query: &str, messages: &[&str]) -> Vec<String> {
    let text = |fields: Vec<(String, String)>| {
        let shown = fields.into_iter().filter(|(name, _)| name != "@ptr");
        shown.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    run(query, messages).into_iter().map(text).collect()
}

const ORDERS: [&str; 5] = [
    r#"{"level": "INFO", "ms": 10, "user": {"name": "ann", "tags": ["a", "b"]}, "ok": true}"#,
    r#"{"level": "ERROR", "ms": 250, "user": {"name": "bob"}, "ok": false}"#,
    r#"{"level": "INFO", "ms": 30, "user": {"name": "ann"}}"#,
    "plain [404] /orders took 7 ms",
    r#"{"level": "ERROR", "ms": 70, "user": {"name": "cid"}}"#,
];

#[test]
fn without_commands_of_its_own_the_latest_come_first() {
    let all = run("fields @timestamp, @message", &["a", "b"]);
    assert_eq!(
        all[0][..2],
        [("@timestamp".into(), "2026-11-22 13:43:21.000".into()), ("@message".into(), "b".into())]
    );
    assert_eq!(Pointer::parse(&all[0][2].1).unwrap().ordinal, 1);
    assert_eq!(all[0][2].0, "@ptr");
    assert_eq!(rows("filter @message = 'a'", &["a", "b"]), ["@timestamp=2026-11-22 13:43:20.000 @message=a"]);
    assert_eq!(
        rows("fields @log, @logStream, @ingestionTime", &["a"]),
        ["@log=000000000000:g @logStream=s @ingestionTime=2026-11-22 13:43:20.005"]
    );
}

#[test]
fn filters() {
    let names = |condition: &str| {
        let mut found =
            rows(&format!("filter {condition}\n| fields user.name as n | sort @timestamp asc"), &ORDERS);
        found.retain(|row| !row.is_empty());
        found.join(",").replace("n=", "")
    };
    assert_eq!(names(r#"level = "ERROR""#), "bob,cid");
    assert_eq!(names("level != 'ERROR' and ispresent(ms)"), "ann,ann");
    assert_eq!(names("ms > 20 and ms <= 70"), "ann,cid");
    assert_eq!(names("not (ms > 20) and ispresent(ms)"), "ann");
    assert_eq!(names("user.name in ['ann', \"cid\"]"), "ann,ann,cid");
    assert_eq!(names("user.name not in ['ann'] and ispresent(ms)"), "bob,cid");
    assert_eq!(names("@message like /\"(bob|cid)\"/"), "bob,cid");
    assert_eq!(names("@message like 'bob' or user.name =~ /^c/"), "bob,cid");
    assert_eq!(names("@message not like \"o\" and ispresent(ms)"), "ann,cid");
    assert_eq!(names("user.tags.1 = 'b'"), "ann");
    assert_eq!(names("ok = true"), "ann");
    assert_eq!(names("`user.name` = 'bob' # a comment"), "bob");
    assert_eq!(names("ms / 10 = 1 and 2 ^ 3 = 8 and -ms < 0 and 7 % 4 = 3"), "ann");
}

#[test]
fn parse_cuts_by_asterisks_and_by_groups() {
    let glob = r#"parse @message "plain [*] * took * ms" as status, path, took | filter ispresent(status) | display path, status, took * 2 as twice"#;
    assert_eq!(rows(glob, &ORDERS), ["path=/orders status=404 twice=14"]);
    let groups =
        r"parse @message /\[(?<status>\d+)\] (?<path>\/\w+)/ | filter status = 404 | display status, path";
    assert_eq!(rows(groups, &ORDERS), ["status=404 path=/orders"]);
    assert_eq!(rows("fields @message | parse '* *' as a, b", &["x y z"]), ["@message=x y z a=x b=y z"]);
}

#[test]
fn json_in_a_text_is_looked_into() {
    let lines =
        [r#"{"body": "{\"code\": 200, \"user\": {\"name\": \"ann\"}, \"list\": [1, 2]}"}"#, "no JSON"];
    let query = "fields jsonParse(body) as b | filter b.code = 200 | display b.user.name, b.list.1, b.user, b.nothing";
    assert_eq!(rows(query, &lines), [r#"b.user.name=ann b.list.1=2 b.user={"name":"ann"}"#]);
    let counted = "fields jsonParse(body) as b | stats count(*) as n by b.code | sort n desc, b.code desc";
    assert_eq!(rows(counted, &lines), ["b.code=200 n=1", "n=1"]);
}

#[test]
fn stats_count_by_groups() {
    let by_level = "filter ispresent(level) | stats count(*) as n, avg(ms), max(ms) - min(ms) as width by level | sort n desc, level";
    assert_eq!(
        rows(by_level, &ORDERS),
        ["level=ERROR n=2 avg(ms)=160 width=180", "level=INFO n=2 avg(ms)=20 width=20"]
    );
    assert_eq!(
        rows("stats count(*), count(ms), count_distinct(user.name), sum(ms)", &ORDERS),
        ["count(*)=5 count(ms)=4 count_distinct(user.name)=3 sum(ms)=360"]
    );
    assert_eq!(
        rows("stats earliest(ms) as e, latest(ms) as l, stddev(ms) as d", &ORDERS),
        ["e=10 l=70 d=109.5445"]
    );
    assert_eq!(rows("stats sortsFirst(user.name) as f, sortsLast(user.name) as l", &ORDERS), ["f=ann l=cid"]);
    let bins = rows("stats count(*) as n by bin(2s) as t", &ORDERS);
    assert_eq!(
        bins,
        ["t=2026-11-22 13:43:20.000 n=2", "t=2026-11-22 13:43:22.000 n=2", "t=2026-11-22 13:43:24.000 n=1"]
    );
    assert_eq!(rows("stats count(*) by level | stats count(*) as levels", &ORDERS), ["levels=3"]);
    assert_eq!(rows("filter level = 'none' | stats count(*) as n", &ORDERS), ["n=0"]);
    assert_eq!(rows("stats pct(ms, 99) as p, median(ms) as m", &ORDERS), ["p=250 m=30"]);
    assert_eq!(rows("stats min(user.name) as a, max(ms) as z", &ORDERS), ["a=ann z=250"]);
}

#[test]
fn what_stats_shows_is_named_as_it_was_written() {
    assert_eq!(
        rows("filter ispresent(level) | stats count(*), sum(ms) by level | sort sum( ms ) desc", &ORDERS),
        ["level=ERROR count(*)=2 sum(ms)=320", "level=INFO count(*)=2 sum(ms)=40"]
    );
    assert_eq!(
        rows("stats count(*) by level | filter count(*) > 1 | stats max(count(*)) as m", &ORDERS),
        ["m=2"]
    );
    assert_eq!(
        rows("stats count(*) by bin(2s) | sort bin(2s) desc | limit 1 | display bin(2s), count(*)", &ORDERS),
        ["bin(2s)=2026-11-22 13:43:24.000 count(*)=1"]
    );
}

#[test]
fn sort_limit_and_dedup() {
    assert_eq!(rows("fields ms | sort ms desc | limit 2", &ORDERS), ["ms=250", "ms=70"]);
    assert_eq!(rows("fields ms | filter ispresent(ms) | limit 1 | sort ms", &ORDERS), ["ms=70"]);
    assert_eq!(
        rows("fields user.name as n, ms | filter ispresent(n) | sort ms asc | dedup n", &ORDERS),
        ["n=ann ms=10", "n=cid ms=70", "n=bob ms=250"]
    );
    assert_eq!(
        rows("fields @message as m | sort m asc | display m", &["7", "v10", "100", "v9", "a", "07"])
            .join(" "),
        "m=a m=v9 m=v10 m=07 m=7 m=100"
    );
    let query = Query::parse("fields @message", 3, 0).unwrap();
    assert_eq!((query.limit, Query::parse("fields @message", 1 << 30, 0).unwrap().limit), (3, MOST_ROWS));
}

#[test]
fn many_rows_keep_those_that_are_asked_for() {
    let messages: Vec<String> =
        (0..45_000).map(|n| format!("{{\"n\": {}, \"k\": {}}}", n * 7919 % 45_000, n % 3)).collect();
    let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
    assert_eq!(rows("fields n | sort n asc | limit 3", &messages), ["n=0", "n=1", "n=2"]);
    assert_eq!(rows("fields k | sort k | dedup k", &messages), ["k=0", "k=1", "k=2"]);
    assert_eq!(run("fields n", &messages).len(), MOST_ROWS);
    assert_eq!(rows("sort n | filter k < 2 | stats count(*) as c", &messages), ["c=30000"]);
    assert_eq!(rows("stats count(*) as c by n | sort n desc | limit 1", &messages), ["n=44999 c=1"]);
    assert!(failed("dedup n | stats count(*)", &messages), "no count of what was left out");
}

#[test]
fn functions() {
    let one = |expression: &str| {
        rows(&format!("display {expression} as v"), &[r#"{"t": " Ab ", "n": -2.5}"#])
            .join("")
            .replacen("v=", "", 1)
    };
    assert_eq!(one("toupper(trim(t))"), "AB");
    assert_eq!(one("concat(tolower(t), '!', 1)"), " ab !1");
    assert_eq!(one("strlen(t) + abs(n)"), "6.5");
    assert_eq!(one("replace(t, 'A', 'x')"), " xb ");
    assert_eq!(one("strcontains(t, 'b')"), "1");
    assert_eq!(one("substr('abcdef', 2, 3)"), "cde");
    assert_eq!(one("coalesce(nothing, n)"), "-2.5");
    assert_eq!(one("greatest(1, n, 3) - least(1, n)"), "5.5");
    assert_eq!(one("datefloor(@timestamp, 1h)"), "2026-11-22 13:00:00.000");
    assert_eq!(one("dateceil(@timestamp, 1d)"), "2026-11-23 00:00:00.000");
    assert_eq!(one("fromMillis(toMillis(@timestamp) + 1)"), "2026-11-22 13:43:20.001");
    assert_eq!(one("isempty(nothing) + isblank(' ')"), "2");
    assert_eq!(one("ltrim('xxa', 'x')"), "a");
    assert_eq!(one("n / 0"), "");
    assert_eq!(one("now()"), "1795355000");
    assert_eq!(one("jsonStringify(jsonParse('{\"a\": [1]}'))"), "{\"a\":[1]}");
    assert_eq!(one("ispresent(jsonParse('7')) + ispresent(jsonParse('[]'))"), "1");
    assert_eq!(one("isValidIp('10.0.0.1') + isIpInSubnet('10.0.0.1', '10.0.0.0/8')"), "2");
    assert_eq!(one("isValidIpV6('10.0.0.1') + isIpv4InSubnet(t, '10.0.0.0/8')"), "0");
}

#[test]
fn the_fields_of_an_event_are_discovered() {
    let pointer = Pointer { group: Cow::Borrowed("g"), stream: Cow::Borrowed("s"), ordinal: 7 };
    let event = Event::new("000000000000", pointer.clone(), (START, START), ORDERS[0]);
    let fields = fields_of(&event);
    assert_eq!(
        (fields["user.name"].as_str(), fields["user.tags.1"].as_str(), fields["ms"].as_str()),
        ("ann", "b", "10")
    );
    assert_eq!((fields.len(), fields["@log"].as_str()), (11, "000000000000:g"));
    assert_eq!(Pointer::parse(&pointer.text()), Some(pointer));
    assert_eq!((Pointer::parse("zz"), Pointer::parse("é"), Pointer::parse("6")), (None, None, None));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let bad = |text: &str| {
        let bad = Query::parse(text, 1, 0).expect_err(text);
        (bad.message, bad.start, bad.end)
    };
    assert_eq!(bad("fields @message | fliter x").1, 18);
    assert_eq!(
        bad("filter é = 1 | pattern @message"),
        ("the command pattern is not in this product; see SCOPE.md".into(), 15, 22)
    );
    assert_eq!(bad("filter if(a, 1, 2)").0, "the function if is not in this product; see SCOPE.md");
    assert_eq!(
        bad("SOURCE logGroups(namePrefix: ['a']) | fields b").0,
        "the command source is not in this product; see SCOPE.md"
    );
    assert!(bad("stats count(*) by bin(1mo)").0.starts_with("periods of months, quarters and years are not"));
    assert_eq!(bad("filter a ~ b").0, "unexpected symbol found ~, | is expected");
    assert_eq!(bad("filter nowhere(1)").0, "unknown function nowhere");
    for text in [
        "",
        "|",
        "fields",
        "fields a b",
        "filter",
        "filter a =",
        "filter (a",
        "filter a like b",
        "filter a in b",
        "filter a in [",
        "filter count(*) > 1",
        "stats a",
        "stats sum()",
        "stats pct(a)",
        "stats pct(a, 101)",
        "stats sum(sum(a))",
        "stats count(*) by",
        "sort",
        "limit x",
        "limit 0",
        "limit 1.5",
        "parse",
        "parse @message",
        "parse 'a'",
        "parse '*' as a, b",
        "parse /a/",
        "parse /(/",
        "filter @message like /(/",
        "filter @message like /a",
        "filter 'a",
        "filter a ~ b",
        "filter strlen()",
        "filter bin(5)",
        "filter 5x > 1",
        "stats count(*) | stats count(*) | stats count(*)",
        "fields a as 1",
        "filter a not b",
    ] {
        assert!(!bad(text).0.is_empty());
    }
    assert!(bad(&format!("filter {}1", "(".repeat(200))).0.contains("too deep"));
    assert!(bad(&"x".repeat(LONGEST + 1)).0.contains("longer"));
}

/// Each name twice as long as the one before.
fn doubling(times: usize) -> String {
    let steps = (1..=times).map(|n| format!(" | fields concat(x{0}, x{0}) as x{n}", n - 1));
    format!("fields @message as x0{}", steps.collect::<String>())
}

#[test]
fn values_that_grow_are_bounded() {
    let ten = "0123456789";
    assert!(!failed(&doubling(10), &[ten]) && failed(&doubling(17), &[ten]), "one value of more than 1 MiB");
    assert!(failed(&doubling(16), &[&ten.repeat(2), ten]), "one, whatever the others are");
    let nested = (0..17).fold("@message".to_owned(), |inner, _| format!("concat({inner}, {inner})"));
    assert!(nested.len() > LONGEST, "nested it would be too long a query: {}", nested.len());
    let (long, short) = ("x".repeat(1000), "x".repeat(10));
    assert!(!failed("fields replace(@message, 'x', 'yy') as y", &[&long]));
    let replaced = "fields replace(replace(@message, 'x', @message), 'x', @message) as y";
    assert!(
        failed(replaced, &[&long]) && !failed(replaced, &[&short]),
        "what is too long is not left as it was"
    );
    let wide =
        format!("fields {}", (0..40).map(|n| format!("@message as a{n}")).collect::<Vec<_>>().join(", "));
    assert!(failed(&wide, &[&"x".repeat(300_000)]), "forty copies of one event");
}

#[test]
fn lists_and_objects_are_bounded_before_they_are_read() {
    let bomb = format!("[{}0]", r#"{"a":1},"#.repeat(20_000));
    assert!(failed("fields jsonParse(@message) as j", &[&bomb]));
    assert!(!failed("fields jsonParse(@message) as j", &[&bomb[bomb.len() - 801..].replacen(',', "[", 1)]));
    assert!(!failed("fields jsonParse(@message) as j", &[&"[".repeat(100_000)]), "no JSON, and no stack");
    // Every level of it is nearly as long as the whole.
    let levels = |n: usize| format!("{}\"{}\"{}", r#"{"a":"#.repeat(n), "x".repeat(200_000), "}".repeat(n));
    let paths = (1..60).map(|n| vec!["a"; n].join(".")).collect::<Vec<_>>().join(", ");
    assert!(failed(&format!("fields {paths}"), &[&levels(60)]), "an answer that is many times its event");
}

#[test]
fn rows_groups_and_answers_are_bounded() {
    let messages: Vec<String> = (0..70).map(|n| format!("{n}{}", "x".repeat(1_000_000))).collect();
    let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
    assert!(!failed("fields strlen(@message) as n | limit 5", &messages[..5]));
    assert!(failed("fields @message", &messages[..40]), "an answer of 40 MB");
    assert!(failed("sort @message | fields strlen(@message) as n", &messages), "70 MB that wait");
    assert!(failed("stats count(*) by @message", &messages[..40]), "keys, each kept twice");
    assert!(failed("stats latest(@message) by substr(@message, 0, 2)", &messages), "what is remembered");
    let tiny: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    let tiny: Vec<&str> = tiny.iter().map(String::as_str).collect();
    let long = "x".repeat(50);
    let grown = format!("replace('{long}', 'x', '{}')", "y".repeat(9000));
    assert!(!failed(&format!("stats count(*) as n by @message | fields strlen({grown})"), &tiny));
    let behind =
        |more: &str| format!("stats count(*) by @message | fields concat({grown}, @message) as a{more}");
    assert!(!failed(&behind(""), &tiny[..5]));
    let twice = behind(" | fields concat(a, a) as b | fields concat(a, a) as c");
    assert!(!failed(&twice, &tiny[..5]) && failed(&twice, &tiny), "rows that grow behind stats");
}

#[test]
fn what_is_long_is_not_deep() {
    // A stack of a thread, in which every link of a chain must not take a frame.
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let chains = || {
        let sum = format!("fields {} as n", vec!["1"; 4900].join("+"));
        assert_eq!(rows(&sum, &["a"]), ["n=4900"]);
        let any = format!("filter {}", vec!["a"; 1900].join(" or "));
        assert!(rows(&any, &["a"]).is_empty());
        let all = format!("filter {}", vec!["1"; 1600].join(" and "));
        assert_eq!(rows(&all, &["a"]).len(), 1);
        for opened in ["(", "not (", "strlen(", "a in [(", "-(", "concat(a,("] {
            let bad = Query::parse(&format!("filter {}", opened.repeat(9_000 / opened.len())), 1, 0);
            assert!(bad.unwrap_err().message.contains("too deep"), "{opened}");
        }
        for longer in ["(", "not ", "-"] {
            assert!(Query::parse(&format!("filter {}", longer.repeat(100_000)), 1, 0).is_err());
        }
    };
    small.spawn(chains).unwrap().join().unwrap();
}

#[test]
fn regular_expressions_are_bounded_with_what_they_are_held_against() {
    let condition = |expression: &str| format!("filter @message like /{expression}/");
    for bomb in ["(a{1000}){1000}", "((a{100}){100}){100}", &"(".repeat(4000)] {
        assert!(Query::parse(&condition(bomb), 1, 0).is_err(), "{bomb:.20}");
    }
    let slow = condition("(?:(?:a?){20}){15}b");
    assert!(!failed(&slow, &[&"a".repeat(1000)]));
    assert!(failed(&slow, &[&"a".repeat(1_000_000)]), "seconds in which nothing could stop it");
    assert!(failed("parse @message /(?<x>(?:(?:a?){20}){15}b)/", &[&"a".repeat(1_000_000)]));
    assert!(!failed(&condition("a+b|[0-9]{1,3}"), &[&"a".repeat(1_000_000)]));
}

#[test]
fn a_query_that_nobody_wants_ends_at_its_next_step() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let pointer = || Pointer { group: Cow::Borrowed("g"), stream: Cow::Borrowed("s"), ordinal: 0 };
    let query = Query::parse(&format!("filter {}", vec!["a"; 1900].join(" or ")), 10, 0).unwrap();
    let asked = AtomicUsize::new(0);
    let twice = || asked.fetch_add(1, Ordering::Relaxed) < 2;
    let looked = query.look(Event::new("0", pointer(), (0, 0), "{}"), &twice);
    assert_eq!((looked.err(), asked.into_inner()), (Some(Halt::Unwanted), 3), "within a single event");

    let query = Query::parse("sort @timestamp | dedup n | filter n > 1 | fields n + 1", 10, 0).unwrap();
    let left = AtomicUsize::new(usize::MAX);
    let wanted = || left.fetch_sub(1, Ordering::Relaxed) > 0;
    let mut collector = Collector::new(&query, &wanted);
    for n in 0..100 {
        let message = format!("{{\"n\": {n}}}");
        let mapped = query.look(Event::new("0", pointer(), (n, n), &message), &wanted).unwrap().unwrap();
        collector.take(mapped).unwrap();
    }
    left.store(150, Ordering::Relaxed);
    assert_eq!(collector.finish(), Err(Halt::Unwanted), "with all events seen, too");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(
        text in "(fields|filter|stats|sort|parse|limit|dedup|display|count|bin|like|in|by|as|not|and|or|[a-c@/\\*\"'`|,()\\[\\]=<>!0-9 .^%+-]){0,30}",
        message in "\\PC{0,40}",
    ) {
        if let Ok(query) = Query::parse(&text, 10, 0) {
            let pointer = Pointer { group: Cow::Borrowed("g"), stream: Cow::Borrowed("s"), ordinal: 0 };
            let mut collector = Collector::new(&query, &|| true);
            if let Some(mapped) = query.look(Event::new("0", pointer, (0, 0), &message), &|| true).unwrap() {
                collector.take(mapped).unwrap();
            }
            collector.finish().unwrap();
        }
    }

    #[test]
    fn nor_does_any_other(text in "\\PC{0,100}") {
        drop(Query::parse(&text, 10, 0));
    }
}
