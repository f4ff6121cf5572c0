//! Amazon CloudWatch Logs: one file an operation, and the rooms they share (`find`, `view`, `pattern`, `paging`).
//!
//! In: typed inputs and the log book. Out: typed outputs. Never here: files, the awslogs driver (the loops write its events).
//! Deliberately absent: subscription filters, exports. What metric filters count is counted where events enter the book (the loops).

mod create_log_group;
mod create_log_stream;
mod delete_log_group;
mod delete_log_stream;
mod delete_metric_filter;
mod delete_query_definition;
mod delete_retention_policy;
mod describe_log_groups;
mod describe_log_streams;
mod describe_metric_filters;
mod describe_queries;
mod describe_query_definitions;
mod describe_subscription_filters;
mod filter_log_events;
mod find;
mod get_log_events;
mod get_log_group_fields;
mod get_log_record;
mod get_query_results;
mod list_log_groups;
mod list_tags_for_resource;
mod list_tags_log_group;
mod paging;
mod pattern;
mod put_log_events;
mod put_log_group_deletion_protection;
mod put_metric_filter;
mod put_query_definition;
mod put_retention_policy;
mod select;
mod start_live_tail;
mod start_query;
mod stop_query;
mod tag_log_group;
mod tag_resource;
mod tags;
mod test_metric_filter;
mod untag_log_group;
mod untag_resource;
mod view;

use kernel::Entry;
use shapes::logs as op;

use crate::table::Lines;

/// The operations of CloudWatch Logs.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::CreateLogGroup>(),
        Entry::write_logs::<op::CreateLogStream>(),
        Entry::write_logs::<op::DeleteLogGroup>(),
        Entry::write_logs::<op::DeleteLogStream>(),
        Entry::write::<op::DeleteMetricFilter>(),
        Entry::write::<op::DeleteQueryDefinition>(),
        Entry::write::<op::DeleteRetentionPolicy>(),
        Entry::read_logs::<op::DescribeLogGroups>(),
        Entry::read_logs::<op::DescribeLogStreams>(),
        Entry::read::<op::DescribeMetricFilters>(),
        Entry::use_queries::<op::DescribeQueries>(),
        Entry::read::<op::DescribeQueryDefinitions>(),
        Entry::read::<op::DescribeSubscriptionFilters>(),
        Entry::read_logs::<op::FilterLogEvents>(),
        Entry::read_logs::<op::GetLogEvents>(),
        Entry::read_logs::<op::GetLogGroupFields>(),
        Entry::read_logs::<op::GetLogRecord>(),
        Entry::use_queries::<op::GetQueryResults>(),
        Entry::read::<op::ListLogGroups>(),
        Entry::read::<op::ListTagsForResource>(),
        Entry::read::<op::ListTagsLogGroup>(),
        Entry::write_logs::<op::PutLogEvents>(),
        Entry::write::<op::PutLogGroupDeletionProtection>(),
        Entry::write::<op::PutMetricFilter>(),
        Entry::write::<op::PutQueryDefinition>(),
        Entry::write::<op::PutRetentionPolicy>(),
        Entry::tail::<op::StartLiveTail>(),
        Entry::use_queries::<op::StartQuery>(),
        Entry::use_queries::<op::StopQuery>(),
        Entry::write::<op::TagLogGroup>(),
        Entry::write::<op::TagResource>(),
        Entry::read::<op::TestMetricFilter>(),
        Entry::write::<op::UntagLogGroup>(),
        Entry::write::<op::UntagResource>(),
    ]
}

/// A ledger and a book of their own for each test.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod bench {
    use shapes::Error;
    use shapes::logs as op;

    use crate::rig::{Rig, rig_of};

    /// What an operation needs, with group `g` and stream `s` in it.
    pub(crate) struct Bench {
        rig: Rig,
    }

    rig_of!(Bench holds Rig);

    impl Bench {
        pub(crate) fn new() -> Bench {
            let mut bench = Bench { rig: Rig::new() };
            let group = op::CreateLogGroupRequest { log_group_name: "g".into(), ..Default::default() };
            bench.write::<op::CreateLogGroup>(group).unwrap();
            bench.stream("s");
            bench
        }

        pub(crate) fn stream(&mut self, name: &str) {
            let (log_group_name, log_stream_name) = ("g".to_owned(), name.to_owned());
            let input = op::CreateLogStreamRequest { log_group_name, log_stream_name };
            self.write_logs::<op::CreateLogStream>(input).unwrap();
        }

        /// Puts events so many milliseconds after the caller's now.
        pub(crate) fn put(
            &mut self,
            stream: &str,
            events: &[(i64, &str)],
        ) -> Result<op::PutLogEventsResponse, Error> {
            let now = self.caller.now.0;
            let event = |(after, text): &(i64, &str)| op::InputLogEvent {
                timestamp: now + after,
                message: (*text).into(),
            };
            let input = op::PutLogEventsRequest {
                log_events: events.iter().map(event).collect(),
                log_group_name: "g".into(),
                log_stream_name: stream.into(),
            };
            self.write_logs::<op::PutLogEvents>(input)
        }
    }
}
