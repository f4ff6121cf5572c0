//! Two kinds nobody's product uses: what the ledger's own tests, crash test and measurements write.
//! Deliberately absent: meaning.

use model::ids::Scope;
use model::record::{Key, Record};
use serde::{Deserialize, Serialize};

/// A short record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Note {
    /// Where it lives.
    pub scope: Scope,
    /// Its id.
    pub id: String,
    /// Its content.
    pub number: u64,
}

impl Record for Note {
    const KIND: &'static str = "ledger.note";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
    fn secondary_ids(&self) -> Vec<String> {
        vec![format!("number/{}/{}", self.number, self.id)]
    }
    fn counted_as(&self) -> Vec<String> {
        vec![format!("number/{}", self.number)]
    }
}

/// A record as large and as jagged as an ECS task (about 1.5 KB of JSON).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Specimen {
    /// Where it lives.
    pub scope: Scope,
    /// Its id.
    pub id: String,
    /// Changes with every write.
    pub revision: u64,
    /// Names and values, the bulk of it.
    pub attributes: Vec<(String, String)>,
}

impl Record for Specimen {
    const KIND: &'static str = "ledger.specimen";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
}

impl Specimen {
    /// A task-like record of about 1.5 KB.
    pub fn task_like(scope: &Scope, id: &str, revision: u64) -> Self {
        let line = |n: usize| {
            let value = format!("arn:aws:ecs:us-west-2:task-definition/monolith:{n}/{id}");
            (format!("attribute-{n:02}"), value)
        };
        Self { scope: scope.clone(), id: id.to_owned(), revision, attributes: (0..16).map(line).collect() }
    }
}
