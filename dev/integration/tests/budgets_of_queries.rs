//! What one short query may take from the machine, and from its neighbours: memory, workers, other calls. In: a cloud with a few megabytes of
//! log events. Out: statuses of queries, and the memory the cloud's process has had.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::{SystemTime, UNIX_EPOCH};

use integration::boto::Boto;
use integration::cloud::Cloud;
use integration::patience::until;
use integration::stage::{array, text};
use serde_json::{Value, json};

const GROUP: &str = "/budgets";
/// Bytes the cloud's memory may grow by while queries fail for want of it. The one that ate the machine took 5 GiB.
const GROWTH: u64 = 200 << 20;
/// Every `a` of a text may be held against every one of some thousand states: the slowest kind of match there is.
const SLOW: &str = "filter @message like /(?:(?:a?){20}){15}b/ | stats count(*)";

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

/// Makes the group, if need be, and puts batches of so many events of so many bytes into a stream of it.
fn fill(boto: &mut Boto, stream: &str, batches: usize, events: usize, bytes: usize) {
    let _there_already = boto.attempt("logs", "create_log_group", json!({"logGroupName": GROUP}));
    boto.call("logs", "create_log_stream", json!({"logGroupName": GROUP, "logStreamName": stream}));
    let message = "a".repeat(bytes);
    for _ in 0..batches {
        let events: Vec<Value> =
            (0..events).map(|_| json!({"timestamp": now(), "message": message})).collect();
        let batch = json!({"logGroupName": GROUP, "logStreamName": stream, "logEvents": events});
        boto.call("logs", "put_log_events", batch);
    }
}

fn ask(boto: &mut Boto, query: &str) -> String {
    let asked = json!({
        "logGroupName": GROUP, "startTime": now() / 1000 - 3600, "endTime": now() / 1000 + 60, "queryString": query,
    });
    text(&boto.call("logs", "start_query", asked)["queryId"])
}

fn results(boto: &mut Boto, id: &str) -> Value {
    boto.call("logs", "get_query_results", json!({"queryId": id}))
}

fn status(boto: &mut Boto, id: &str) -> String {
    text(&results(boto, id)["status"])
}

fn reaches(boto: &mut Boto, id: &str, wanted: &str) {
    until(&format!("query {id} to be {wanted}"), || {
        let status = status(boto, id);
        if status == wanted { Ok(()) } else { Err(status) }
    });
}

/// The most memory the cloud's process has had so far, in bytes.
fn most_memory(cloud: &Cloud) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", cloud.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

#[test]
fn a_short_query_does_not_eat_the_machine() {
    let Some(cloud) = Cloud::start() else { return };
    let Some(mut boto) = Boto::start(&cloud) else { return };
    fill(&mut boto, "short", 2, 5000, 40);
    let before = most_memory(&cloud);

    let doubled = (1..=17).map(|n| format!(" | fields concat(x{0},x{0}) as x{n}", n - 1));
    let query = format!("fields @message as x0{}", doubled.collect::<String>());
    let hungry = [
        query,
        // Each row is small enough, all together are not.
        "fields concat(@message, @message, @message) as x \
         | fields replace(x, 'a', '0123456789012345678901234567890') as y | fields concat(y, y, y) as z \
         | stats count(*) by concat(z, @ptr)"
            .to_owned(),
    ];
    let asked: Vec<String> = hungry.iter().map(|query| ask(&mut boto, query)).collect();
    for (query, id) in hungry.iter().zip(&asked) {
        until(query, || match status(&mut boto, id).as_str() {
            "Failed" => Ok(()),
            other => Err(other.to_owned()),
        });
        assert!(array(&results(&mut boto, id)["results"]).is_empty());
    }
    // Lists of 320 objects in 10,000 rows, seven times each; one row remains.
    let lists = ask(
        &mut boto,
        "fields jsonParse(replace(concat('[', @message, '0]'), 'a', '{\"a\":[{},{},{},{},{},{},{},{}]},')) as j \
         | fields j as k, j as l, j as m, j as n, j as o, j as p | sort @timestamp | dedup j",
    );
    reaches(&mut boto, &lists, "Complete");
    let grown = most_memory(&cloud) - before;
    assert!(grown < GROWTH, "the cloud grew by {} MiB", grown >> 20);

    // Nothing else is lost: the same events still answer what can be answered.
    let sound = ask(&mut boto, "stats count(*) as n, max(strlen(@message)) as longest");
    reaches(&mut boto, &sound, "Complete");
    let row = results(&mut boto, &sound)["results"][0].clone();
    assert_eq!((&row[0]["value"], &row[1]["value"]), (&json!("10000"), &json!("40")));
    assert!(cloud.complaints().is_empty(), "{}", cloud.complaints());
}

#[test]
fn a_query_that_is_stopped_stops_and_one_account_leaves_room_for_another() {
    let Some(cloud) = Cloud::start() else { return };
    let Some(mut boto) = Boto::start(&cloud) else { return };
    let Some(mut other) = Boto::start_as(&cloud, "222222222222", "us-west-2") else { return };
    fill(&mut boto, "long", 16, 16, 60_000);
    fill(&mut other, "short", 1, 10, 10);

    let long = [ask(&mut boto, SLOW), ask(&mut boto, SLOW)];
    long.iter().for_each(|id| reaches(&mut boto, id, "Running"));
    let next = ask(&mut boto, "stats count(*) as n");
    let theirs = ask(&mut other, "stats count(*) as n");
    reaches(&mut other, &theirs, "Complete");
    assert_eq!(status(&mut boto, &next), "Scheduled", "an account has its share of the workers");
    for id in &long {
        assert_eq!(status(&mut boto, id), "Running", "{theirs} had to wait for it");
    }

    let stopped = boto.call("logs", "stop_query", json!({"queryId": long[0]}));
    assert_eq!((&stopped["success"], status(&mut boto, &long[0]).as_str()), (&json!(true), "Cancelled"));
    reaches(&mut boto, &next, "Complete");
    assert_eq!(results(&mut boto, &next)["results"][0][0]["value"], "256");
    assert_eq!(status(&mut boto, &long[1]), "Running", "the next one had to wait for it");
    assert_eq!(array(&boto.call("logs", "describe_log_groups", json!({}))["logGroups"]).len(), 1);

    let again = boto.refused("logs", "stop_query", json!({"queryId": long[0]}));
    assert_eq!(again.code, "InvalidParameterException");
    let done = boto.refused("logs", "stop_query", json!({"queryId": next}));
    assert!(done.code == "InvalidParameterException" && done.message.contains("[Complete]"), "{done:?}");
    boto.call("logs", "stop_query", json!({"queryId": long[1]}));
    reaches(&mut boto, &long[1], "Cancelled");
    let last = ask(&mut boto, "stats count(*) as n");
    reaches(&mut boto, &last, "Complete");
}
