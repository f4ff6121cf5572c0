//! Static tables describing services, operations and shapes; the wire walks them to read and write.
//! In: nothing. Out: `'static` data. Never here: bytes, decisions.

use std::fmt;

use crate::{Fault, FromDocument, IntoDocument};

/// How an operation is spelt in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// `application/x-amz-json-1.0`
    Json10,
    /// `application/x-amz-json-1.1`
    Json11,
    /// form-encoded request, XML answer
    Query,
    /// EC2's own dialect of Query
    Ec2,
    /// Smithy RPC v2 CBOR: `POST /service/NAME/operation/OPERATION`
    Cbor,
    /// method and path say the operation, bodies are JSON
    RestJson,
    /// method and path say the operation, bodies are XML
    RestXml,
}

impl Protocol {
    /// Whether method, path, query string and headers carry members of the input.
    pub fn is_rest(self) -> bool {
        matches!(self, Self::RestJson | Self::RestXml)
    }
}

/// One AWS service of this product.
pub struct ServiceSchema {
    /// short name, also the module: `ecs`, `elbv2`
    pub name: &'static str,
    /// name in credential scopes: `elasticloadbalancing`
    pub signing_name: &'static str,
    /// first label(s) of the host name: `api.ecr`
    pub endpoint_prefix: &'static str,
    /// protocols spoken, the preferred first
    pub protocols: &'static [Protocol],
    /// its JSON and CBOR answers also carry the code that Query has for an error (`x-amzn-query-error`)
    pub query_compatible: bool,
    /// what precedes the dot in `X-Amz-Target`, and the service in CBOR paths; empty for Query and EC2
    pub target_prefix: &'static str,
    /// `Version` of Query and EC2 requests
    pub api_version: &'static str,
    /// namespace of XML answers; empty for JSON
    pub xml_namespace: &'static str,
    /// the operations in SCOPE.md, sorted by name
    pub operations: &'static [&'static OperationSchema],
    /// every operation AWS has in this service, sorted; what is only here is not in this product
    pub names: &'static [&'static str],
    /// the error that a member answers which this product does not act on
    pub refusal: &'static ErrorSchema,
    /// operations that are refused, and what to do without them
    pub refused: &'static [(&'static str, &'static str)],
    /// where AWS has, in a REST service, the operations that are not in this product, with their names
    pub elsewhere: &'static [(Http, &'static str)],
    /// its JSON has the members' own names and moments as numbers, so that it is written without looking at shapes
    pub plain_json: bool,
}

impl ServiceSchema {
    /// The operation called `name`, if this product has it.
    pub fn operation(&self, name: &str) -> Option<&'static OperationSchema> {
        self.operations
            .binary_search_by(|operation| operation.name.cmp(name))
            .ok()
            .map(|at| self.operations[at])
    }

    /// Whether AWS has an operation of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.names.binary_search(&name).is_ok()
    }
}

/// One operation of a service.
pub struct OperationSchema {
    /// `CreateService`
    pub name: &'static str,
    /// the service it belongs to
    pub service: &'static ServiceSchema,
    /// input structure; `None` when it takes nothing
    pub input: Option<&'static Shape>,
    /// output structure; `None` when it answers nothing
    pub output: Option<&'static Shape>,
    /// element around the output in Query answers: `CreateTopicResult`; empty when there is none
    pub result_wrapper: &'static str,
    /// exceptions the model lists for it
    pub errors: &'static [&'static ErrorSchema],
    /// how it is called where its service speaks REST
    pub http: Option<Http>,
}

/// Where a REST operation is.
#[derive(Debug, Clone, Copy)]
pub struct Http {
    /// `GET`
    pub method: &'static str,
    /// segments that are words or labels, and what the query string must hold: `/{Bucket}/{Key+}?uploads`
    pub path: &'static str,
    /// status of its answers
    pub status: u16,
}

impl PartialEq for OperationSchema {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// One modelled exception.
#[derive(Debug)]
pub struct ErrorSchema {
    /// shape name, the `__type` of JSON answers: `ClusterNotFoundException`
    pub name: &'static str,
    /// the `Code` of Query answers: `NotFound`; the shape name where the model gives none
    pub code: &'static str,
    /// HTTP status
    pub status: u16,
    /// who is to blame
    pub fault: Fault,
    /// its members beside the message, where its service speaks REST and it has some
    pub shape: Option<&'static Shape>,
}

/// A named type of the model.
pub struct Shape {
    /// name in the model
    pub name: &'static str,
    /// what it is made of
    pub kind: Kind,
    /// allowed sizes (of numbers: values; of text, blobs, lists and maps: lengths)
    pub limits: Limits,
    /// its values are nobody's business but the caller's and the service's
    pub sensitive: bool,
    /// prefix (may be empty) and URI of the namespace that its XML element declares
    pub namespace: Option<(&'static str, &'static str)>,
}

/// Inclusive bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// smallest allowed
    pub min: Option<i64>,
    /// largest allowed
    pub max: Option<i64>,
}

/// What a shape is made of.
#[derive(Debug)]
pub enum Kind {
    /// named members
    Structure {
        /// sorted by name
        members: &'static [Member],
        /// exactly one member may be set
        union: bool,
    },
    /// a sequence
    List {
        /// type of its items
        member: &'static Shape,
        /// XML element and Query name of an item: `member`, `item`
        item: &'static str,
        /// items stand directly under the member's own name
        flattened: bool,
    },
    /// text keys to values
    Map {
        /// type of its keys
        key: &'static Shape,
        /// type of its values
        value: &'static Shape,
        /// Query and XML names of key and value inside an `entry`: `key` and `value`, or `Name` and `Value`
        names: (&'static str, &'static str),
        /// entries stand directly under the member's own name
        flattened: bool,
    },
    /// text
    String {
        /// allowed values; empty means any
        values: &'static [&'static str],
        /// regular expression of the model; empty means any
        pattern: &'static str,
    },
    /// 32-bit integer
    Integer,
    /// 64-bit integer
    Long,
    /// floating point, both widths
    Double,
    /// true or false
    Boolean,
    /// bytes
    Blob,
    /// a moment
    Timestamp(TimestampFormat),
    /// what this product does not do (`scope/`): of whatever is sent, the texts of its scalars are read, as one list
    Refused {
        /// texts that ask for nothing: AWS's own defaults
        unless: &'static [&'static str],
        /// what it is that is not here; may be empty
        why: &'static str,
    },
}

/// How a moment is spelt in texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampFormat {
    /// as its protocol does: epoch seconds in JSON and CBOR, ISO 8601 in Query and XML
    Usual,
    /// `2014-04-29T18:30:38Z`
    Iso8601,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`
    HttpDate,
    /// `1398796238`, with a fraction where there is one
    EpochSeconds,
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// name in the model, in documents and in JSON
    pub name: &'static str,
    /// element name in XML answers
    pub xml: &'static str,
    /// parameter name in Query and EC2 requests
    pub query: &'static str,
    /// its type
    pub shape: &'static Shape,
    /// must be present in an input
    pub required: bool,
    /// tells a repetition from another request
    pub is_token: bool,
    /// where REST has it
    pub place: Place,
}

/// Where a member of a REST request or answer stands, under its name in XML. All other protocols have all members in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// in the body, as everything that is no member of the input or output itself
    Body,
    /// an attribute of the XML element around it
    Attribute,
    /// in the path: `{Name}`, or `{Name+}` with all that follows
    Label,
    /// in the query string; of a map all parameters that no other member has
    Query,
    /// a header
    Header,
    /// all headers that begin so, a map of what follows in their names
    Headers,
    /// the status of an answer
    Status,
    /// it is the whole body
    Payload,
    /// it is the whole body, which may be larger than memory
    Stream,
}

/// The tables point at each other in circles; printing one prints its name.
macro_rules! debug_as_name {
    ($($table:ident)*) => {$(
        impl fmt::Debug for $table {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name)
            }
        }
    )*};
}

debug_as_name! { ServiceSchema OperationSchema Shape }

/// An operation as a type: `shapes::ecs::CreateService`.
pub trait Operation {
    /// what a caller sends
    type Input: FromDocument;
    /// what it gets back
    type Output: IntoDocument;
    /// its table entry
    fn schema() -> &'static OperationSchema;
}

/// Terse constructors for the generated tables.
pub(crate) mod make {
    use super::{ErrorSchema, Fault, Http, Kind, Limits, Member, Place, Shape};

    pub(crate) const FREE: Limits = Limits { min: None, max: None };

    pub(crate) const fn within(min: i64, max: i64) -> Limits {
        Limits { min: Some(min), max: Some(max) }
    }

    pub(crate) const fn at_least(min: i64) -> Limits {
        Limits { min: Some(min), max: None }
    }

    pub(crate) const fn at_most(max: i64) -> Limits {
        Limits { min: None, max: Some(max) }
    }

    pub(crate) const fn simple(name: &'static str, kind: Kind, limits: Limits) -> Shape {
        Shape { name, kind, limits, sensitive: false, namespace: None }
    }

    pub(crate) const fn sensitive(shape: Shape) -> Shape {
        Shape { sensitive: true, ..shape }
    }

    pub(crate) const fn structure(name: &'static str, members: &'static [Member]) -> Shape {
        Shape {
            name,
            kind: Kind::Structure { members, union: false },
            limits: FREE,
            sensitive: false,
            namespace: None,
        }
    }

    #[allow(dead_code)] // no model in the present slice has a union
    pub(crate) const fn union(name: &'static str, members: &'static [Member]) -> Shape {
        Shape {
            name,
            kind: Kind::Structure { members, union: true },
            limits: FREE,
            sensitive: false,
            namespace: None,
        }
    }

    pub(crate) const fn list(
        name: &'static str,
        member: &'static Shape,
        item: &'static str,
        flattened: bool,
        limits: Limits,
    ) -> Shape {
        Shape {
            name,
            kind: Kind::List { member, item, flattened },
            limits,
            sensitive: false,
            namespace: None,
        }
    }

    pub(crate) const fn map(
        name: &'static str,
        key: &'static Shape,
        value: &'static Shape,
        names: (&'static str, &'static str),
        flattened: bool,
        limits: Limits,
    ) -> Shape {
        Shape {
            name,
            kind: Kind::Map { key, value, names, flattened },
            limits,
            sensitive: false,
            namespace: None,
        }
    }

    pub(crate) const fn string(
        name: &'static str,
        values: &'static [&'static str],
        pattern: &'static str,
        limits: Limits,
    ) -> Shape {
        Shape { name, kind: Kind::String { values, pattern }, limits, sensitive: false, namespace: None }
    }

    pub(crate) const fn refusal(name: &'static str, code: &'static str) -> ErrorSchema {
        ErrorSchema { name, code, status: 400, fault: Fault::Sender, shape: None }
    }

    pub(crate) const fn refused(unless: &'static [&'static str], why: &'static str) -> Shape {
        simple("", Kind::Refused { unless, why }, FREE)
    }

    pub(crate) const fn optional(name: &'static str, shape: &'static Shape) -> Member {
        Member { name, xml: name, query: name, shape, required: false, is_token: false, place: Place::Body }
    }

    pub(crate) const fn required(name: &'static str, shape: &'static Shape) -> Member {
        Member { name, xml: name, query: name, shape, required: true, is_token: false, place: Place::Body }
    }

    pub(crate) const fn token(member: Member) -> Member {
        Member { is_token: true, ..member }
    }

    pub(crate) const fn placed(member: Member, place: Place) -> Member {
        Member { place, ..member }
    }

    #[allow(dead_code)] // no model in the present slice has an attribute
    pub(crate) const fn namespaced(shape: Shape, prefix: &'static str, uri: &'static str) -> Shape {
        Shape { namespace: Some((prefix, uri)), ..shape }
    }

    pub(crate) const fn http(method: &'static str, path: &'static str, status: u16) -> Http {
        Http { method, path, status }
    }

    pub(crate) const fn spelt(member: Member, xml: &'static str, query: &'static str) -> Member {
        Member { xml, query, ..member }
    }
}
