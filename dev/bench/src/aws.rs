//! AWS calls by hand. In: an operation and its input. Out: the answer, or the error's text. Never here: a signature anyone would accept;
//! the endpoint reads account and Region from the credential and checks no more.

use serde_json::Value;

use crate::client::Client;

/// The account everything is measured in.
pub const ACCOUNT: &str = "000000000000";

fn credential(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-west-2/{service}/aws4_request, SignedHeaders=host, Signature={}",
        "0".repeat(64)
    )
}

/// Calls an operation of a JSON service: `target` such as `AmazonSSM.PutParameter`.
pub fn json(client: &mut Client, service: &str, target: &str, input: &Value) -> Result<Value, String> {
    send(client, service, target, input.to_string().as_bytes())
}

/// The same with a body that is written already.
pub fn send(client: &mut Client, service: &str, target: &str, body: &[u8]) -> Result<Value, String> {
    let authorization = credential(service);
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", target),
    ];
    let answer = client.call("POST", "/", &headers, body).map_err(|error| format!("{target}: {error}"))?;
    let text = String::from_utf8_lossy(&answer.body);
    match answer.status {
        200 => serde_json::from_str(&text).map_err(|error| format!("{target}: {error}")),
        status => Err(format!("{target}: {status} {text}")),
    }
}

/// Calls an operation of a Query service; the answer is XML.
pub fn query(client: &mut Client, service: &str, form: &str) -> Result<String, String> {
    let authorization = credential(service);
    let headers =
        [("authorization", authorization.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let answer =
        client.call("POST", "/", &headers, form.as_bytes()).map_err(|error| format!("{form}: {error}"))?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    if answer.status == 200 { Ok(text) } else { Err(format!("{form}: {} {text}", answer.status)) }
}

/// The text of the first element of this name.
pub fn element<'t>(xml: &'t str, name: &str) -> Option<&'t str> {
    xml.split(&format!("<{name}>")).nth(1)?.split('<').next()
}

/// The id of the VPC that is there from the start.
pub fn default_vpc(client: &mut Client) -> Result<String, String> {
    let vpcs = query(client, "ec2", "Action=DescribeVpcs&Version=2016-11-15")?;
    element(&vpcs, "vpcId").map(str::to_owned).ok_or_else(|| "no VPC".to_owned())
}

/// Calls an operation of Amazon ECS.
pub fn ecs(client: &mut Client, operation: &str, input: &Value) -> Result<Value, String> {
    json(client, "ecs", &format!("AmazonEC2ContainerServiceV20141113.{operation}"), input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_of_a_name_is_found() {
        assert_eq!(element("<a><B>c</B><B>d</B></a>", "B"), Some("c"));
        assert_eq!(element("<a/>", "B"), None);
    }
}
