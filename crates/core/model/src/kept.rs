//! Resources on which nothing acts yet: validated, stored, shown, tagged, deleted. In and out: plain records. Never here: what a type demands
//! of its members (its row says, `kernel::kept`), and anything a decision rests on, which has a record of its own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Key, Record, Scope, Tags, Time, arn::arn};

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptResource {
    /// Account and Region.
    pub scope: Scope,
    /// As CloudFormation names its type: `AWS::EC2::PlacementGroup`.
    pub type_name: String,
    /// The service in its ARN: `ec2`.
    pub service: String,
    /// What its ARN ends with: `placement-group/NAME`.
    pub resource: String,
    /// Its id, unique among all of them: `pg-0123456789abcdef0`.
    pub id: String,
    /// Its members as answers show them, but for tags: values in the types of the API's model, blobs in base64, times in epoch seconds.
    pub members: Map<String, Value>,
    /// The token of the request that made it, and the digest of that request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<(String, String)>,
    /// The user's tags.
    pub tags: Tags,
    /// When it was made.
    pub created_at: Time,
}

impl KeptResource {
    /// Ids of keys of a type begin like this: `ec2/placement-group/`.
    pub fn key_prefix(service: &str, kind: &str) -> String {
        format!("{service}/{kind}/")
    }

    /// The key of the resource that an ARN of this service ends with.
    pub fn key_of(scope: &Scope, service: &str, resource: &str) -> Key {
        Key::new(scope, format!("{service}/{resource}"))
    }

    /// The secondary id by which an id finds it.
    pub fn by_id(id: &str) -> String {
        format!("by-id/{id}")
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        arn(&self.scope, &self.service, &self.resource)
    }

    /// A member that is a text.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.members.get(member)?.as_str()
    }
}

impl Record for KeptResource {
    const KIND: &'static str = "kept.resource";

    fn key(&self) -> Key {
        KeptResource::key_of(&self.scope, &self.service, &self.resource)
    }

    fn secondary_ids(&self) -> Vec<String> {
        vec![KeptResource::by_id(&self.id)]
    }

    fn counted_as(&self) -> Vec<String> {
        vec![self.type_name.clone()]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_end_of_the_arn() {
        let record = KeptResource {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            type_name: "AWS::EC2::PlacementGroup".into(),
            service: "ec2".into(),
            resource: "placement-group/near".into(),
            id: "pg-1".into(),
            members: Map::new(),
            token: None,
            tags: Tags::new(),
            created_at: Time(1),
        };
        assert_eq!(record.arn(), "arn:aws:ec2:us-west-2:000000000000:placement-group/near");
        assert!(record.key().id.starts_with(&KeptResource::key_prefix("ec2", "placement-group")));
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<KeptResource>(&text).unwrap(), record);
    }
}
