//! CloudWatch Logs in depth: filter patterns, metric filters, following, live tails, Insights, retention. In: boto3, the AWS CLI, a container.
//! Out: events, datapoints, rows.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use integration::boto::Boto;
use integration::cli;
use integration::patience::until;
use integration::stage::{Stage, array, text};
use serde_json::{Value, json};

const GROUP: &str = "/shop/web";

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

fn stage(streams: &[&str]) -> Option<Stage> {
    let mut stage = Stage::bare()?;
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": GROUP}));
    for name in streams {
        stage.boto.call("logs", "create_log_stream", json!({"logGroupName": GROUP, "logStreamName": name}));
    }
    Some(stage)
}

fn put(boto: &mut Boto, stream: &str, timestamp: i64, messages: &[&str]) {
    let event = |message: &&str| json!({"timestamp": timestamp, "message": message});
    let events: Vec<Value> = messages.iter().map(event).collect();
    let input = json!({"logGroupName": GROUP, "logStreamName": stream, "logEvents": events});
    boto.call("logs", "put_log_events", input);
}

fn messages(answer: &Value) -> Vec<String> {
    array(&answer["events"]).iter().map(|event| text(&event["message"])).collect()
}

/// Sum and count of a metric of this hour.
fn measured(stage: &mut Stage, metric: &str, dimensions: &Value) -> (f64, f64) {
    let asked = json!({
        "Namespace": "Shop", "MetricName": metric, "Dimensions": dimensions, "StartTime": now() / 1000 - 3600,
        "EndTime": now() / 1000 + 3600, "Period": 60, "Statistics": ["Sum", "SampleCount"],
    });
    let points = array(&stage.boto.call("cloudwatch", "get_metric_statistics", asked)["Datapoints"]);
    let sum = |name: &str| points.iter().filter_map(|point| point[name].as_f64()).sum();
    (sum("Sum"), sum("SampleCount"))
}

fn metric_filter(name: &str, pattern: &str, metric: &str, value: &str) -> Value {
    let transformation = json!({"metricName": metric, "metricNamespace": "Shop", "metricValue": value});
    json!({
        "logGroupName": GROUP, "filterName": name, "filterPattern": pattern, "metricTransformations": [transformation],
    })
}

#[test]
fn patterns_mean_the_same_to_every_operation() {
    let Some(mut stage) = stage(&["s"]) else { return };
    let lines = [
        r#"{"level": "ERROR", "ms": 250, "room": "red"}"#,
        r#"{"level": "INFO", "ms": 12.5, "room": "blue"}"#,
        r#"127.0.0.1 - ann [22/Nov/2026] "GET /orders HTTP/1.1" 404 1534"#,
        "ERROR out of memory",
    ];
    put(&mut stage.boto, "s", now(), &lines);
    let cases = [
        ("{ $.ms > 10 && $.level = ERR* }", vec![0]),
        ("{ $.room = %^(?:b|r)e% || $.room = \"blue\" }", vec![]),
        ("{ $.room = %^b[a-z]+% }", vec![1]),
        ("{ $.nothing NOT EXISTS }", vec![0, 1]),
        ("[ip, ..., status = 4*, bytes > 1000]", vec![2]),
        ("[ip,,,,, status = 404,]", vec![2]),
        ("ERROR -level", vec![3]),
        ("?memory ?orders", vec![2, 3]),
        ("%GET|memory%", vec![2, 3]),
    ];
    for (pattern, wanted) in cases {
        let asked = json!({"logGroupName": GROUP, "filterPattern": pattern});
        if pattern.contains("(?:") {
            let refusal = stage.boto.refused("logs", "filter_log_events", asked);
            assert_eq!(refusal.code, "InvalidParameterException");
            continue;
        }
        let wanted: Vec<&str> = wanted.into_iter().map(|at: usize| lines[at]).collect();
        assert_eq!(messages(&stage.boto.call("logs", "filter_log_events", asked)), wanted, "{pattern}");
        let test = json!({"filterPattern": pattern, "logEventMessages": lines});
        let matches = array(&stage.boto.call("logs", "test_metric_filter", test)["matches"]);
        let tested: Vec<String> = matches.iter().map(|one| text(&one["eventMessage"])).collect();
        assert_eq!(tested, wanted, "{pattern}");
    }
    if cli::is_here() {
        let words =
            ["logs", "filter-log-events", "--log-group-name", GROUP, "--filter-pattern", "{ $.ms = 12.5 }"];
        assert_eq!(messages(&cli::aws(&stage.cloud, &words)), [lines[1]]);
    }
}

#[test]
fn metric_filters_count_what_comes_from_calls_and_from_containers() {
    let Some(mut stage) = Stage::furnished() else { return };
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": GROUP}));
    stage.boto.call("logs", "create_log_stream", json!({"logGroupName": GROUP, "logStreamName": "s"}));
    let mut by_room = metric_filter("slow", "{ $.ms > 10 }", "Slow", "$.ms");
    by_room["metricTransformations"][0]["dimensions"] = json!({"Room": "$.room"});
    by_room["metricTransformations"][0]["unit"] = json!("Milliseconds");
    stage.boto.call("logs", "put_metric_filter", by_room);
    let mut errors = metric_filter("errors", "\"last words\"", "Errors", "1");
    errors["metricTransformations"][0]["defaultValue"] = json!(0.0);
    stage.boto.call("logs", "put_metric_filter", errors);
    let lines =
        [r#"{"ms": 20, "room": "red"}"#, r#"{"ms": 5, "room": "red"}"#, r#"{"ms": 30.5, "room": "red"}"#];
    put(&mut stage.boto, "s", now(), &lines);
    // Shown once they are on disk.
    let comes_to = |stage: &mut Stage, metric: &str, dimensions: Value, wanted: (f64, f64)| {
        until(metric, || match measured(stage, metric, &dimensions) {
            found if found == wanted => Ok(()),
            other => Err(format!("{other:?}")),
        });
    };
    comes_to(&mut stage, "Slow", json!([{"Name": "Room", "Value": "red"}]), (50.5, 2.0));
    comes_to(&mut stage, "Errors", json!([]), (0.0, 1.0));
    let options =
        json!({"awslogs-group": GROUP, "awslogs-region": "us-west-2", "awslogs-stream-prefix": "short"});
    let definition = stage.register(
        "short",
        &json!({
            "logConfiguration": {"logDriver": "awslogs", "options": options},
            "environment": [{"name": "SAY", "value": "last words"}],
        }),
    );
    let task = stage.run_task(&definition);
    stage.stopped(&task);
    until("the container's line in the metric", || match measured(&mut stage, "Errors", &json!([])).0 {
        1.0 => Ok(()),
        other => Err(other.to_string()),
    });
    let found = stage.boto.call(
        "logs",
        "describe_metric_filters",
        json!({"metricName": "Slow", "metricNamespace": "Shop"}),
    );
    assert_eq!(
        found["metricFilters"][0]["metricTransformations"][0]["dimensions"],
        json!({"Room": "$.room"})
    );
    stage.boto.call("logs", "delete_metric_filter", json!({"logGroupName": GROUP, "filterName": "slow"}));
    put(&mut stage.boto, "s", now(), &lines);
    assert_eq!(measured(&mut stage, "Slow", &json!([{"Name": "Room", "Value": "red"}])).1, 2.0);
    let bad = metric_filter("bad", "ERROR", "Bad", "$.ms");
    assert_eq!(stage.boto.refused("logs", "put_metric_filter", bad).code, "InvalidParameterException");
    let elsewhere = json!({"logGroupName": GROUP, "filterName": "f", "filterPattern": "", "destinationArn": "arn:aws:lambda:x"});
    assert_eq!(
        stage.boto.call("logs", "describe_subscription_filters", json!({"logGroupName": GROUP}))["subscriptionFilters"],
        json!([])
    );
    assert!(stage.boto.attempt("logs", "put_subscription_filter", elsewhere).is_err());
}

/// As `aws logs tail --follow` does it: again and again from the latest time seen, and each id once.
#[test]
fn a_follower_loses_nothing_and_doubles_nothing() {
    const BATCHES: usize = 60;
    let Some(mut stage) = stage(&["a", "b"]) else { return };
    let Some(mut writer) = Boto::start(&stage.cloud) else { return };
    let writing = std::thread::spawn(move || {
        for batch in 0..BATCHES {
            // Two of the same moment, and some that come in after later ones.
            let lines = [format!("{batch}.0"), format!("{batch}.1")];
            let late = if batch % 7 == 0 { 0 } else { 3 };
            put(&mut writer, ["a", "b"][batch % 2], now() + late, &[&lines[0], &lines[1]]);
        }
    });
    let (mut since, mut ids, mut seen) = (now() - 60_000, BTreeSet::new(), Vec::new());
    until("every line", || {
        let mut token = Value::Null;
        loop {
            let mut asked =
                json!({"logGroupName": GROUP, "startTime": since, "interleaved": true, "limit": 7});
            if let Some(token) = token.as_str() {
                asked["nextToken"] = json!(token);
            }
            let page = stage.boto.call("logs", "filter_log_events", asked);
            for event in array(&page["events"]) {
                if ids.insert(text(&event["eventId"])) {
                    seen.push(text(&event["message"]));
                }
            }
            token = page["nextToken"].clone();
            if token.is_null() {
                break;
            }
        }
        // Some time back: what comes in late is of then.
        since = now() - 30_000;
        if seen.len() >= 2 * BATCHES { Ok(()) } else { Err(seen.len().to_string()) }
    });
    writing.join().unwrap();
    let all: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), all.len()), (2 * BATCHES, 2 * BATCHES));
}

#[test]
fn a_live_tail_shows_what_is_meant_as_it_comes() {
    let Some(mut stage) = stage(&["web/1", "worker/1"]) else { return };
    let Some(mut writer) = Boto::start(&stage.cloud) else { return };
    put(&mut writer, "web/1", now(), &["ERROR before the session"]);
    let arn = format!("arn:aws:logs:us-west-2:000000000000:log-group:{GROUP}");
    let asked = json!({
        "logGroupIdentifiers": [arn], "logStreamNamePrefixes": ["web/"], "logEventFilterPattern": "ERROR",
    });
    stage.boto.open("logs", "start_live_tail", asked, "responseStream");
    let start = stage.boto.next_event()["sessionStart"].clone();
    assert_eq!(
        (&start["logGroupIdentifiers"][0], &start["logEventFilterPattern"]),
        (&json!(arn), &json!("ERROR"))
    );
    put(&mut writer, "web/1", now(), &["ERROR a", "fine", "ERROR b"]);
    put(&mut writer, "worker/1", now(), &["ERROR elsewhere"]);
    let mut seen = Vec::new();
    while seen.len() < 2 {
        let update = stage.boto.next_event()["sessionUpdate"].clone();
        assert_eq!(update["sessionMetadata"]["sampled"], false);
        seen.extend(array(&update["sessionResults"]));
    }
    assert_eq!(seen.iter().map(|event| text(&event["message"])).collect::<Vec<_>>(), ["ERROR a", "ERROR b"]);
    assert_eq!((&seen[0]["logStreamName"], &seen[0]["logGroupIdentifier"]), (&json!("web/1"), &json!(arn)));
    let many: Vec<String> = (0..2000).map(|number| format!("ERROR {number}")).collect();
    put(&mut writer, "web/1", now(), &many.iter().map(String::as_str).collect::<Vec<_>>());
    let update = until("a full update", || {
        let update = stage.boto.next_event()["sessionUpdate"].clone();
        if array(&update["sessionResults"]).is_empty() { Err(update.to_string()) } else { Ok(update) }
    });
    assert_eq!(
        (array(&update["sessionResults"]).len(), &update["sessionMetadata"]["sampled"]),
        (500, &json!(true))
    );
    let named = json!({"logGroupIdentifiers": [GROUP]});
    assert_eq!(writer.refused("logs", "start_live_tail", named).code, "InvalidParameterException");
}

/// The rows of a query, without pointers.
fn rows(stage: &mut Stage, query: &str) -> Vec<Vec<(String, String)>> {
    let asked = json!({
        "logGroupName": GROUP, "startTime": now() / 1000 - 3600, "endTime": now() / 1000 + 60, "queryString": query,
    });
    let id = text(&stage.boto.call("logs", "start_query", asked)["queryId"]);
    let answer = until(query, || {
        let answer = stage.boto.call("logs", "get_query_results", json!({"queryId": id}));
        match answer["status"].as_str() {
            Some("Complete") => Ok(answer),
            Some("Scheduled" | "Running") => Err(answer.to_string()),
            _ => panic!("{query}: {answer}"),
        }
    });
    let pair = |field: &Value| (text(&field["field"]), text(&field["value"]));
    let row = |row: &Value| array(row).iter().map(pair).collect();
    array(&answer["results"]).iter().map(row).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn insights_answers_questions_about_events() {
    let Some(mut stage) = stage(&["s"]) else { return };
    let lines: Vec<String> = (0..300)
        .map(|n| {
            format!(
                r#"{{"level": "{}", "ms": {n}, "user": {{"id": "u{}"}}}}"#,
                if n % 3 == 0 { "ERROR" } else { "INFO" },
                n % 10
            )
        })
        .chain(["GET /orders took 7 ms".to_owned()])
        .collect();
    put(&mut stage.boto, "s", now(), &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let by_level = "stats count(*) as n, max(ms) as slowest, count_distinct(user.id) as users by level | filter ispresent(level) | sort level";
    assert_eq!(
        rows(&mut stage, by_level),
        [
            pairs(&[("level", "ERROR"), ("n", "100"), ("slowest", "297"), ("users", "10")]),
            pairs(&[("level", "INFO"), ("n", "200"), ("slowest", "299"), ("users", "10")]),
        ]
    );
    let cut = r#"parse @message "GET * took * ms" as path, took | filter took > 1 | display path, took + 1 as more"#;
    assert_eq!(rows(&mut stage, cut)[0][..2], pairs(&[("path", "/orders"), ("more", "8")]));
    let first =
        rows(&mut stage, "fields ms, @logStream | filter @message like /u7/ | sort ms desc | limit 2");
    assert_eq!((first.len(), &first[0][..2]), (2, &pairs(&[("ms", "297"), ("@logStream", "s")])[..]));
    let pointer = &first[0].iter().find(|(name, _)| name == "@ptr").unwrap().1;
    let record = stage.boto.call("logs", "get_log_record", json!({"logRecordPointer": pointer}));
    assert_eq!((&record["logRecord"]["ms"], &record["logRecord"]["user.id"]), (&json!("297"), &json!("u7")));
    let fields = array(
        &stage.boto.call("logs", "get_log_group_fields", json!({"logGroupName": GROUP}))["logGroupFields"],
    );
    assert!(fields.contains(&json!({"name": "level", "percent": 100})), "{fields:?}");
    let bad = json!({"logGroupName": GROUP, "startTime": 0, "endTime": 1, "queryString": "fields @message | pattern @message"});
    let refusal = stage.boto.refused("logs", "start_query", bad);
    assert_eq!(refusal.code, "MalformedQueryException");
    assert!(
        refusal.message.contains("pattern is not in this product")
            && refusal.message.ends_with("position 19")
    );
    let listed = stage.boto.call("logs", "describe_queries", json!({"status": "Complete"}));
    assert_eq!(array(&listed["queries"]).len(), 3);
    if cli::is_here() {
        let saved = [
            "logs",
            "put-query-definition",
            "--name",
            "web/slow",
            "--query-string",
            "stats max(ms)",
            "--log-group-names",
            GROUP,
        ];
        cli::aws(&stage.cloud, &saved);
        let found = cli::aws(
            &stage.cloud,
            &["logs", "describe-query-definitions", "--query-definition-name-prefix", "web/"],
        );
        assert_eq!(
            (&found["queryDefinitions"][0]["queryString"], &found["queryDefinitions"][0]["logGroupNames"]),
            (&json!("stats max(ms)"), &json!([GROUP]))
        );
    }
}

#[test]
fn retention_hides_what_is_older_from_every_reader() {
    let Some(mut stage) = stage(&["s"]) else { return };
    let days_ago = now() - 3 * 86_400_000;
    put(&mut stage.boto, "s", days_ago, &["old"]);
    put(&mut stage.boto, "s", now(), &["new"]);
    let everything = json!({"logGroupName": GROUP});
    assert_eq!(messages(&stage.boto.call("logs", "filter_log_events", everything.clone())), ["old", "new"]);
    stage.boto.call("logs", "put_retention_policy", json!({"logGroupName": GROUP, "retentionInDays": 1}));
    assert_eq!(messages(&stage.boto.call("logs", "filter_log_events", everything)), ["new"]);
    let asked = json!({
        "logGroupName": GROUP, "startTime": days_ago / 1000 - 60, "endTime": now() / 1000 + 60,
        "queryString": "stats count(*) as n",
    });
    let id = text(&stage.boto.call("logs", "start_query", asked)["queryId"]);
    let answer = until("the count", || {
        let answer = stage.boto.call("logs", "get_query_results", json!({"queryId": id}));
        if answer["status"] == "Complete" { Ok(answer) } else { Err(answer.to_string()) }
    });
    assert_eq!(answer["results"][0][0]["value"], "1");
    stage.boto.call("logs", "tag_log_group", json!({"logGroupName": GROUP, "tags": {"team": "shop"}}));
    let tags = stage.boto.call("logs", "list_tags_log_group", json!({"logGroupName": GROUP}));
    assert_eq!(tags["tags"], json!({"team": "shop"}));
}

/// The messages of a stream, two a page, by the tokens of one direction until they say the end.
fn walked(boto: &mut Boto, from_head: bool) -> Vec<String> {
    let (token, other) = if from_head { ("nextForwardToken", false) } else { ("nextBackwardToken", true) };
    let mut asked =
        json!({"logGroupName": GROUP, "logStreamName": "s", "startFromHead": from_head, "limit": 2});
    let mut found = Vec::new();
    loop {
        let answer = boto.call("logs", "get_log_events", asked.clone());
        let page = messages(&answer);
        found = if other { [page, found].concat() } else { [found, page].concat() };
        if asked["nextToken"] == answer[token] {
            return found;
        }
        asked["nextToken"] = answer[token].clone();
    }
}

#[test]
fn a_stream_is_in_the_order_of_time_and_a_protected_group_stays() {
    let Some(mut stage) = stage(&["s"]) else { return };
    let start = now() - 60_000;
    for (after, message) in [(30, "d"), (40, "e"), (10, "b"), (20, "c"), (0, "a")] {
        put(&mut stage.boto, "s", start + after, &[message]);
    }
    let order = ["a", "b", "c", "d", "e"];
    assert_eq!(
        (walked(&mut stage.boto, true), walked(&mut stage.boto, false)),
        (order.map(Into::into).into(), order.map(Into::into).into())
    );
    let mut protect = |enabled: bool| {
        let input = json!({"logGroupIdentifier": GROUP, "deletionProtectionEnabled": enabled});
        stage.boto.call("logs", "put_log_group_deletion_protection", input);
        stage.boto.attempt("logs", "delete_log_group", json!({"logGroupName": GROUP})).is_ok()
    };
    assert_eq!((protect(true), protect(false)), (false, true));
    let left = stage.boto.call("logs", "list_log_groups", json!({"logGroupNamePattern": "^/shop"}));
    assert_eq!(array(&left["logGroups"]), Vec::<Value>::new());
}
