//! Golden bytes of every protocol, in and out.
#![allow(clippy::unwrap_used)]

mod support;

use shapes::{
    Document, Error, FromDocument, IntoDocument, Operation, Protocol, Timestamp, dynamodb, ec2, ecs, elbv2,
    sns,
};
use support::{form, json, read_with};
use wire::write;

const ECS: &str = "AmazonEC2ContainerServiceV20141113";

fn body<O: Operation>(protocol: Protocol, outcome: Result<O::Output, Error>) -> (u16, String) {
    let outcome = outcome.map(IntoDocument::into_document);
    let answer = write(O::schema(), protocol, "id-1", outcome.as_ref());
    assert!(answer.headers.contains(&("x-amzn-requestid".into(), "id-1".to_owned())));
    (answer.status, String::from_utf8(answer.body).unwrap())
}

#[test]
fn json_call_and_answer() {
    let call =
        json(&format!("{ECS}.DescribeServices"), r#"{"services":["web"],"cluster":null,"new":{"x":[1]}}"#)
            .unwrap();
    assert_eq!(call.operation.name, "DescribeServices");
    assert_eq!(call.protocol, Protocol::Json11);
    let input = ecs::DescribeServicesRequest::from_document(call.input).unwrap();
    let expected = ecs::DescribeServicesRequest { services: vec!["web".into()], ..Default::default() };
    assert_eq!(input, expected);

    let service = ecs::Service {
        service_name: Some("web \"1\"".into()),
        desired_count: Some(2),
        created_at: Some(Timestamp::from_millis(1_733_318_615_211)),
        events: Some(vec![]),
        ..Default::default()
    };
    let output = ecs::DescribeServicesResponse { services: Some(vec![service]), failures: Some(vec![]) };
    let golden = r#"{"failures":[],"services":[{"createdAt":1733318615.211,"desiredCount":2,"events":[],"serviceName":"web \"1\""}]}"#;
    assert_eq!(body::<ecs::DescribeServices>(Protocol::Json11, Ok(output)), (200, golden.into()));
}

#[test]
fn json_errors() {
    let error = ecs::errors::cluster_not_found_exception("Cluster not found.");
    let golden = r#"{"__type":"ClusterNotFoundException","message":"Cluster not found."}"#;
    assert_eq!(body::<ecs::DescribeServices>(Protocol::Json11, Err(error)), (400, golden.into()));

    let reason = dynamodb::CancellationReason { code: Some("None".into()), ..Default::default() };
    let error = dynamodb::errors::transaction_canceled_exception("Transaction cancelled")
        .with_member("CancellationReasons", vec![reason]);
    let golden = concat!(
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","#,
        r#""message":"Transaction cancelled","CancellationReasons":[{"Code":"None"}]}"#
    );
    assert_eq!(body::<dynamodb::TransactWriteItems>(Protocol::Json10, Err(error)), (400, golden.into()));

    let error = ecs::errors::server_exception("broken");
    assert_eq!(body::<ecs::CreateService>(Protocol::Json11, Err(error)).0, 500);
}

#[test]
fn recursive_attribute_values() {
    let text = r#"{"TableName":"orders","Item":{"id":{"S":"1"},"tree":{"M":{"a":{"L":[{"N":"1"},{"NULL":true},{"B":"AQI="}]}}}}}"#;
    let call = json("DynamoDB_20120810.PutItem", text).unwrap();
    let input = dynamodb::PutItemInput::from_document(call.input).unwrap();
    let tree = input.item["tree"].m.as_ref().unwrap();
    let list = tree["a"].l.as_ref().unwrap();
    assert_eq!(list[0].n.as_deref(), Some("1"));
    assert_eq!(list[1].null, Some(true));
    assert_eq!(list[2].b.as_deref(), Some(&[1, 2][..]));
}

#[test]
fn query_call_and_answer() {
    let text = "Action=CreateTargetGroup&Version=2015-12-01&Name=web&Port=80&ProtocolVersion=&Matcher.HttpCode=200\
                &Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=x%3Dy+z&HealthCheckEnabled=true";
    let call = form("elasticloadbalancing", text).unwrap();
    assert_eq!(call.protocol, Protocol::Query);
    assert_eq!(call.credentials.account, "123456789012");
    assert_eq!(call.credentials.region, "us-west-2");
    let input = elbv2::CreateTargetGroupInput::from_document(call.input).unwrap();
    assert_eq!((input.name.as_str(), input.port, input.protocol_version), ("web", Some(80), None));
    assert_eq!(input.health_check_enabled, Some(true));
    let tags = input.tags.unwrap();
    assert_eq!(
        (tags[0].key.as_str(), tags[0].value.as_deref(), tags[1].key.as_str()),
        ("a", Some("x=y z"), "b")
    );

    let group = elbv2::TargetGroup {
        target_group_name: Some("a<b".into()),
        port: Some(80),
        load_balancer_arns: Some(vec![]),
        ..Default::default()
    };
    let output = elbv2::CreateTargetGroupOutput { target_groups: Some(vec![group]) };
    let golden = concat!(
        r#"<CreateTargetGroupResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">"#,
        "<CreateTargetGroupResult><TargetGroups><member><LoadBalancerArns/><Port>80</Port>",
        "<TargetGroupName>a&lt;b</TargetGroupName></member></TargetGroups></CreateTargetGroupResult>",
        "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></CreateTargetGroupResponse>"
    );
    assert_eq!(body::<elbv2::CreateTargetGroup>(Protocol::Query, Ok(output)), (200, golden.into()));
}

#[test]
fn an_empty_text_is_a_value_where_one_is_required() {
    let text =
        "Action=Publish&Version=2010-03-31&TopicArn=arn:aws:sns:us-west-2:000000000000:t&Message=&Subject=";
    let input = sns::PublishInput::from_document(form("sns", text).unwrap().input).unwrap();
    assert_eq!((input.message.as_str(), input.subject), ("", None));
}

#[test]
fn query_without_output_and_error() {
    let golden = concat!(
        r#"<DeleteTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">"#,
        "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DeleteTopicResponse>"
    );
    assert_eq!(body::<sns::DeleteTopic>(Protocol::Query, Ok(shapes::Unit)), (200, golden.into()));
    let golden = concat!(
        r#"<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>"#,
        "<Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>id-1</RequestId></ErrorResponse>"
    );
    let error = sns::errors::not_found_exception("Topic does not exist");
    assert_eq!(body::<sns::DeleteTopic>(Protocol::Query, Err(error)), (404, golden.into()));
}

#[test]
fn query_maps_both_ways() {
    let text = "Action=CreateTopic&Name=orders&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=";
    let input = sns::CreateTopicInput::from_document(form("sns", text).unwrap().input).unwrap();
    assert_eq!(input.attributes.unwrap()["DisplayName"], "");
    let text = "Action=Publish&Message=x&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String\
                &MessageAttributes.entry.1.Value.StringValue=order";
    let input = sns::PublishInput::from_document(form("sns", text).unwrap().input).unwrap();
    assert_eq!(input.message_attributes.unwrap()["kind"].string_value.as_deref(), Some("order"));
    let attributes = [("Owner".to_owned(), "1".to_owned())].into();
    let output = sns::GetTopicAttributesResponse { attributes: Some(attributes) };
    let (_, text) = body::<sns::GetTopicAttributes>(Protocol::Query, Ok(output));
    assert!(
        text.contains("<Attributes><entry><key>Owner</key><value>1</value></entry></Attributes>"),
        "{text}"
    );
}

#[test]
fn ec2_call_and_answer() {
    let text = "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1";
    let call = form("ec2", text).unwrap();
    assert_eq!(call.protocol, Protocol::Ec2);
    let input = ec2::DescribeInstancesRequest::from_document(call.input).unwrap();
    assert_eq!(input.instance_ids.unwrap(), ["i-1"]);
    assert_eq!(input.filters.unwrap()[0].values.as_deref(), Some(&["vpc-1".to_owned()][..]));

    let instance = ec2::Instance { instance_id: Some("i-1".into()), ..Default::default() };
    let reservation = ec2::Reservation { instances: Some(vec![instance]), ..Default::default() };
    let output = ec2::DescribeInstancesResult { reservations: Some(vec![reservation]), ..Default::default() };
    let golden = concat!(
        r#"<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15"><requestId>id-1</requestId>"#,
        "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet>",
        "</DescribeInstancesResponse>"
    );
    assert_eq!(body::<ec2::DescribeInstances>(Protocol::Ec2, Ok(output)), (200, golden.into()));
    let error = Error::sender("InvalidInstanceID.NotFound", "The instance ID 'i-9' does not exist");
    let (status, text) = body::<ec2::DescribeInstances>(Protocol::Ec2, Err(error));
    assert_eq!(status, 400);
    assert!(text.ends_with(
        "<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID 'i-9' does not exist\
         </Message></Error></Errors><RequestID>id-1</RequestID></Response>"
    ));
}

#[test]
fn unsigned_confirmation_link() {
    let query =
        "Action=ConfirmSubscription&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Aorders&Token=abc";
    let call = read_with("GET", query, &[("host", "localhost:4566")], b"").unwrap();
    assert_eq!((call.operation.name, call.service().name), ("ConfirmSubscription", "sns"));
    assert_eq!(call.credentials.signature, None);
    assert_eq!(
        call.input.get("TopicArn"),
        Some(&Document::String("arn:aws:sns:us-east-1:000000000000:orders".into()))
    );
}
