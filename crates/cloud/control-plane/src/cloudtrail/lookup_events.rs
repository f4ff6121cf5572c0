//! LookupEvents: management events of an account and Region, the newest first. In: one attribute at most, a time range, a page. Out: events.
//! Facts: the API reference of LookupEvents; the record contents of CloudTrail (`eventVersion` 1.11).

use crate::table::ReadAudit;
use kernel::Caller;
use kernel::audit::Audit;
use kernel::paging::{Page, page_down};
use ledger::World;
use model::cloudtrail::Event;
use model::sts;
use serde_json::{Value, json};
use shapes::cloudtrail::{
    Event as Shown, LookupAttribute, LookupEvents, LookupEventsRequest, LookupEventsResponse, errors,
};
use shapes::{Error, Timestamp};

/// Events of a page, unless fewer are asked for.
const PAGE: i64 = 50;

impl ReadAudit for LookupEvents {
    fn read_audit(
        world: &World,
        audit: &Audit,
        caller: &mut Caller,
        input: LookupEventsRequest,
    ) -> Result<LookupEventsResponse, Error> {
        let (start, end) = (input.start_time.map(Timestamp::millis), input.end_time.map(Timestamp::millis));
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            return Err(errors::invalid_time_range_exception("The start time is after the end time."));
        }
        let wanted = wanted(input.lookup_attributes)?;
        let meant = |event: &Event| {
            let at = event.at.0;
            start.is_none_or(|start| at >= start)
                && end.is_none_or(|end| at <= end)
                && wanted.as_ref().is_none_or(|(key, value)| has(world, event, key, value))
        };
        let all = audit.management_events(world, &caller.scope).into_iter().filter(|event| meant(event));
        let limit = usize::try_from(input.max_results.unwrap_or(PAGE)).unwrap_or_default();
        let bad_token = || errors::invalid_next_token_exception("Invalid nextToken.");
        let Page { items, next } =
            page_down(all, |event| event.order(), input.next_token.as_deref(), limit, bad_token)?;
        let events = items.iter().map(|event| shown(world, event)).collect();
        Ok(LookupEventsResponse { events: Some(events), next_token: next })
    }
}

/// The one attribute looked for.
fn wanted(attributes: Option<Vec<LookupAttribute>>) -> Result<Option<(String, String)>, Error> {
    let mut attributes = attributes.unwrap_or_default();
    if attributes.len() > 1 {
        let text = "You can specify only one lookup attribute per request.";
        return Err(errors::invalid_lookup_attributes_exception(text));
    }
    let Some(LookupAttribute { attribute_key, attribute_value }) = attributes.pop() else { return Ok(None) };
    if ["ResourceType", "ResourceName"].contains(&attribute_key.as_str()) {
        let text = "Resources of events are not told by this product; see SCOPE.md";
        return Err(errors::invalid_lookup_attributes_exception(text));
    }
    Ok(Some((attribute_key, attribute_value)))
}

fn has(world: &World, event: &Event, key: &str, value: &str) -> bool {
    match key {
        "EventId" => event.event_id == value,
        "EventName" => event.name == value,
        "ReadOnly" => event.read_only.to_string() == value,
        "EventSource" => event.source == value,
        "AccessKeyId" => event.access_key == value,
        "Username" => user(world, event).0 == value,
        _ => false,
    }
}

fn shown(world: &World, event: &Event) -> Shown {
    Shown {
        event_id: Some(event.event_id.clone()),
        event_name: Some(event.name.clone()),
        read_only: Some(event.read_only.to_string()),
        access_key_id: Some(event.access_key.clone()).filter(|key| !key.is_empty()),
        event_time: Some(Timestamp::from_millis(event.at.0)),
        event_source: Some(event.source.clone()),
        username: Some(user(world, event).0),
        resources: Some(Vec::new()),
        cloud_trail_event: Some(record(world, event).to_string()),
    }
}

/// Name and identity: a role's session, else the account's root.
fn user(world: &World, event: &Event) -> (String, Value) {
    let account = &event.scope.account;
    match world.get::<sts::Session>(&sts::Session::key_of(account, &event.access_key)) {
        Some(session) => {
            let identity = json!({
                "type": "AssumedRole", "principalId": session.user_id(), "arn": session.arn(),
                "accountId": account.to_string(), "accessKeyId": event.access_key,
            });
            (session.session_name.clone(), identity)
        }
        None => {
            let identity = json!({
                "type": "Root", "principalId": account.to_string(), "arn": format!("arn:aws:iam::{account}:root"),
                "accountId": account.to_string(), "accessKeyId": event.access_key,
            });
            ("root".to_owned(), identity)
        }
    }
}

fn record(world: &World, event: &Event) -> Value {
    let parameters: Value = serde_json::from_str(&event.parameters).unwrap_or(Value::Null);
    let mut record = json!({
        "eventVersion": "1.11",
        "userIdentity": user(world, event).1,
        "eventTime": format!("{}Z", &event.at.iso8601()[..19]),
        "eventSource": event.source,
        "eventName": event.name,
        "awsRegion": event.scope.region.to_string(),
        "sourceIPAddress": event.from,
        "requestParameters": parameters,
        "requestID": event.request_id,
        "eventID": event.event_id,
        "readOnly": event.read_only,
        "eventType": "AwsApiCall",
        "managementEvent": true,
        "recipientAccountId": event.scope.account.to_string(),
        "eventCategory": "Management",
    });
    if let Some((code, words)) = &event.error {
        record["errorCode"] = json!(code);
        record["errorMessage"] = json!(words);
    }
    record
}
