//! What is refused, and in whose words. Also: nothing a caller sends makes `read` panic.
#![allow(clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use support::{form, json, read_with};
use wire::Refusal;

const ECS: &str = "AmazonEC2ContainerServiceV20141113";

fn told(refusal: Result<wire::Call, Refusal>) -> (String, String) {
    let refusal = refusal.unwrap_err();
    (refusal.error.code_for(refusal.protocol).to_owned(), refusal.error.message)
}

fn code(refusal: Result<wire::Call, Refusal>) -> String {
    told(refusal).0
}

#[test]
fn what_is_not_in_the_product_says_so() {
    let refusal = json(&format!("{ECS}.CreateTaskSet"), "{}").unwrap_err();
    assert_eq!(refusal.error.status, 501);
    assert_eq!(refusal.error.message, "ecs CreateTaskSet is not in this product; see SCOPE.md");
    let answer = String::from_utf8(refusal.write("id-1").body).unwrap();
    assert!(answer.starts_with(r#"{"__type":"NotImplemented","message":"ecs CreateTaskSet"#), "{answer}");
    assert_eq!(code(json("AWSLambda.Invoke", "{}")), "NotImplemented");
    assert_eq!(code(form("sqs", "Action=SendMessage&Version=2012-11-05")), "NotImplemented");
    assert_eq!(
        code(form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2012-06-01")),
        "NotImplemented"
    );
}

#[test]
fn what_nobody_has_is_unknown() {
    let refusal = json(&format!("{ECS}.DescribeNothing"), "{}").unwrap_err();
    assert_eq!((refusal.error.status, refusal.error.code.as_ref()), (400, "UnknownOperationException"));
    for (service, version) in [("sns", "2010-03-31"), ("ec2", "2016-11-15")] {
        let refusal = form(service, &format!("Action=DescribeNothing&Version={version}")).unwrap_err();
        assert_eq!((refusal.error.status, refusal.error.code.as_ref()), (400, "InvalidAction"), "{service}");
    }
    let refusal = form("ec2", "Action=DescribeNatGateways&Version=2016-11-15").unwrap_err();
    assert_eq!((refusal.error.status, refusal.error.code.as_ref()), (501, "NotImplemented"));
}

#[test]
fn missing_pieces() {
    assert_eq!(code(form("sns", "Version=2010-03-31")), "MissingAction");
    assert_eq!(code(json("nodot", "{}")), "UnknownOperationException");
    let bad =
        [("x-amz-target", "AmazonSSM.GetParameter"), ("authorization", "AWS4-HMAC-SHA256 Credential=a/b/c")];
    assert_eq!(code(read_with("POST", "", &bad, b"{}")), "IncompleteSignature");
    let gzip = [("x-amz-target", "AmazonSSM.GetParameter"), ("content-encoding", "gzip")];
    assert_eq!(code(read_with("POST", "", &gzip, b"{}")), "UnsupportedMediaType");
}

#[test]
fn wrong_types() {
    for (body, words) in [
        (r#"{"services":"web"}"#, "Expected list or null"),
        (r#"{"services":[1]}"#, "NUMBER_VALUE cannot be converted to String"),
        (r#"{"services":{}}"#, "Start of structure or map found where not expected."),
        (r#"{"cluster":["x"]}"#, "Start of list found where not expected"),
        ("[1]", "Start of list found where not expected"),
        (r#"{"services":"#, "not valid JSON"),
        (r#"{} {}"#, "not valid JSON"),
    ] {
        let (code, message) = told(json(&format!("{ECS}.DescribeServices"), body));
        assert_eq!(code, "SerializationException", "{body}");
        assert!(message.contains(words), "{body}: {message}");
    }
    assert_eq!(code(form("sns", "Action=Publish&Message=%zz")), "MalformedQueryString");
    assert_eq!(
        code(form("elasticloadbalancing", "Action=DescribeLoadBalancers&PageSize=ten")),
        "MalformedInput"
    );
    assert_eq!(code(form("ec2", "Action=RunInstances&MinCount=one&MaxCount=1")), "InvalidParameterValue");
}

#[test]
fn broken_constraints_in_each_service_s_words() {
    let (code, message) = told(json("DynamoDB_20120810.DescribeTable", r#"{"TableName":""}"#));
    assert_eq!(code, "ValidationException");
    assert_eq!(
        message,
        "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: \
         Member must have length greater than or equal to 1"
    );
    let (_, message) = told(json("DynamoDB_20120810.PutItem", r#"{"TableName":"t"}"#));
    assert_eq!(
        message,
        "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null"
    );
    let (code, message) = told(json("Logs_20140328.DescribeLogGroups", r#"{"limit":51}"#));
    assert_eq!(code, "InvalidParameterException");
    assert_eq!(
        message,
        "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: \
         Member must have value less than or equal to 50"
    );
    let (code, message) =
        told(form("elasticloadbalancing", "Action=CreateTargetGroup&Name=x&Protocol=GOPHER&Port=70000"));
    assert_eq!(code, "ValidationError");
    assert!(message.starts_with("2 validation errors detected: Value '70000' at 'port' failed"), "{message}");
    assert!(message.contains("; Value 'GOPHER' at 'protocol' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, "));
    assert_eq!(
        told(json(&format!("{ECS}.DescribeServices"), "{}")),
        ("InvalidParameterException".into(), "Services cannot be empty.".into())
    );
    assert_eq!(
        told(form("ec2", "Action=RunInstances&MaxCount=1")),
        ("MissingParameter".into(), "The request must contain the parameter MinCount".into())
    );
    let (_, message) =
        told(json("AmazonEC2ContainerRegistry_V20150921.CreateRepository", r#"{"repositoryName":"a"}"#));
    assert_eq!(
        message,
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must have length greater than or equal to 2'"
    );
}

#[test]
fn scalars_in_lists_are_told_as_a_whole() {
    let (_, message) = told(json("AmazonSSM.GetParameters", r#"{"Names":["ok",""]}"#));
    assert!(
        message.starts_with(
            "1 validation error detected: Value '[ok, ]' at 'names' failed to satisfy constraint: \
             Member must satisfy constraint: [Member must have length less than or equal to 2048, "
        ),
        "{message}"
    );
}

#[test]
fn depth_is_bounded() {
    let deep = format!(
        "{{\"TableName\":\"t\",\"Item\":{{\"a\":{}1{}}}}}",
        "{\"L\":[".repeat(5000),
        "]}".repeat(5000)
    );
    assert_eq!(code(json("DynamoDB_20120810.PutItem", &deep)), "SerializationException");
    let deep = format!("Action=Publish&Message=x&A{}=1", ".a".repeat(5000));
    assert_eq!(code(form("sns", &deep)), "MalformedQueryString");
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(body in proptest::collection::vec(any::<u8>(), 0..200), query in ".{0,60}", target in ".{0,40}", authorization in ".{0,80}") {
        let headers = [("x-amz-target", target.as_str()), ("authorization", authorization.as_str())];
        if let Err(refusal) = read_with("POST", &query, &headers, &body) {
            prop_assert!(refusal.write("id").status >= 400);
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let _ = read_with("POST", &query, &form, &body);
    }

    #[test]
    fn near_misses_get_an_answer(body in r#"[{}\[\]":,a-z0-9 ]{0,80}"#, at in 0usize..200, form_body in "(Action=Publish|[A-Za-z.]{1,12}=[%0-9a-f+]{0,4})(&[A-Za-z.0-9]{1,20}=[%0-9a-f]{0,4}){0,6}") {
        let operations: Vec<_> = shapes::services().iter().flat_map(|service| service.operations).collect();
        let operation = operations[at % operations.len()];
        let target = format!("{}.{}", operation.service.target_prefix, operation.name);
        let _ = json(&target, &body);
        let _ = form("sns", &format!("Action={}&{form_body}", operation.name));
    }
}
