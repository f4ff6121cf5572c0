//! The main job: `interstella up`, and every order published is fulfilled and counted once, whatever is killed. In: the command.
//! Out: HQ's counts, HQ's table, and nothing left after `down`.

#![allow(clippy::unwrap_used, missing_docs)]

use integration::boto::Boto;
use integration::cloud::{Cloud, How};
use integration::leftovers::Belongings;
use integration::platform::{self, HQ_ACCOUNT, count};

/// Stops the feed and checks every count there is against every other.
fn all_counted_once(cloud: &Cloud) {
    platform::stop_feed(cloud);
    let state = platform::settled(cloud);
    let published = count(&state, "published");
    assert_eq!(count(&state["leaderboard"][0], "orders"), published, "{state}");
    let by_resource = state["resources"].as_array().unwrap().iter().map(|one| count(one, "fulfilled"));
    assert_eq!(by_resource.sum::<u64>(), published, "{state}");
    let Some(mut hq) = Boto::start_as(cloud, HQ_ACCOUNT, "us-west-2") else { return };
    assert_eq!(platform::rows(&mut hq), (published, published), "rows of the table: all, fulfilled");
}

#[test]
fn every_order_is_counted_once_and_down_leaves_nothing() {
    let Some(mut cloud) = Cloud::start_how(How::platform(10)) else { return };
    platform::fulfilled(&cloud, 100);
    all_counted_once(&cloud);
    let (status, table) = cloud.command(&["status"]);
    assert_eq!(status, Some(0), "{table}");
    for service in ["iridium", "magnesite", "fulfillment", "hq"] {
        assert!(table.contains(service), "{table}");
    }
    let before = Belongings::of(&cloud);
    assert!(before.processes() >= 7, "the cloud and six tasks: {before:?}");
    let (status, words) = cloud.command(&["down"]);
    assert_eq!(status, Some(0), "{words}");
    assert!(cloud.ended().success(), "{}", cloud.complaints());
    assert_eq!(before.left(), Vec::<String>::new());
}

#[test]
fn none_is_lost_and_none_counted_twice_when_the_cloud_is_killed() {
    let Some(mut cloud) = Cloud::start_how(How::platform(20)) else { return };
    let mut wanted = 60;
    // Alone, so that its containers go on without it, and with them.
    for end in [Cloud::kill, Cloud::lose] {
        let seen = platform::fulfilled(&cloud, wanted);
        // Mid-flow: at 40 orders a second some are always under way.
        end(&mut cloud);
        cloud.start_again();
        wanted = count(&seen, "fulfilled") + 60;
    }
    platform::fulfilled(&cloud, wanted);
    all_counted_once(&cloud);
}
