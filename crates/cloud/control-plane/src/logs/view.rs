//! Groups and streams as CloudWatch Logs shows them. In: records and the book's facts. Out: shapes.
//! Never here: reading events.

use ledger::{GroupKey, LogBook, StreamFacts, StreamKey, World};
use model::logs::{LogGroup, LogStream, MetricFilter};
use shapes::logs as shape;

/// The book's name for a group.
pub(crate) fn group_key(group: &LogGroup) -> GroupKey {
    GroupKey { scope: group.scope.clone(), group: group.name.as_str().into() }
}

/// The book's name for a stream.
pub(crate) fn stream_key(stream: &LogStream) -> StreamKey {
    StreamKey::new(&stream.scope, &stream.group, &stream.name)
}

/// A group; a search by pattern leaves some members out, as AWS does.
pub(crate) fn group(world: &World, group: &LogGroup, book: &LogBook, by_pattern: bool) -> shape::LogGroup {
    let stored = i64::try_from(book.group_bytes(&group_key(group))).unwrap_or(i64::MAX);
    let filters = world.scan_prefix::<MetricFilter>(&group.scope, &MetricFilter::prefix_of(&group.name));
    shape::LogGroup {
        arn: Some(format!("{}:*", group.arn())),
        creation_time: Some(group.created_at.0),
        deletion_protection_enabled: (!by_pattern).then_some(group.deletion_protection),
        kms_key_id: group.kms_key.clone(),
        log_group_arn: Some(group.arn()),
        log_group_class: Some(group.class.as_str().to_owned()),
        log_group_name: Some(group.name.clone()),
        metric_filter_count: Some(filters.count() as i64),
        retention_in_days: group.retention_days,
        stored_bytes: (!by_pattern).then_some(stored),
        ..Default::default()
    }
}

/// A stream; what is known of its events is absent until there are some. AWS counts no bytes per stream since 2019.
pub(crate) fn stream(stream: &LogStream, facts: Option<StreamFacts>) -> shape::LogStream {
    shape::LogStream {
        arn: Some(stream.arn()),
        creation_time: Some(stream.created_at.0),
        first_event_timestamp: facts.map(|facts| facts.first_timestamp),
        last_event_timestamp: facts.map(|facts| facts.last_timestamp),
        last_ingestion_time: facts.map(|facts| facts.last_ingested),
        log_stream_name: Some(stream.name.clone()),
        stored_bytes: Some(0),
        upload_sequence_token: facts.map(|facts| sequence_token(stream, facts.last_ingested)),
    }
}

/// The token PutLogEvents answers; nobody checks it any more, neither on AWS nor here.
pub(crate) fn sequence_token(stream: &LogStream, ingested: i64) -> String {
    format!("{:020}{:036}", ingested.max(0), fingerprint(stream))
}

/// A number for this very stream: a stream created again under the same name has another one. FNV-1a.
pub(crate) fn fingerprint(stream: &LogStream) -> u64 {
    let created = stream.created_at.0.to_be_bytes();
    let bytes = stream.name.bytes().chain(created);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
