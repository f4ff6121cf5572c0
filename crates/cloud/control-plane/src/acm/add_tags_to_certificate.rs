//! AddTagsToCertificate: adds, and changes those of the same key.

use ledger::Txn;
use shapes::acm::{AddTagsToCertificate, AddTagsToCertificateRequest};
use shapes::{Error, Operation};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for AddTagsToCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: AddTagsToCertificateRequest,
    ) -> Result<<AddTagsToCertificate as Operation>::Output, Error> {
        let found = tags::find(txn.world(), &caller.scope, &input.certificate_arn)?;
        tags::RULES.add(txn, found, input.tags)?;
        Ok(Default::default())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Desk, self_signed};
    use shapes::acm::{
        ListTagsForCertificate, ListTagsForCertificateRequest, RemoveTagsFromCertificate,
        RemoveTagsFromCertificateRequest, Tag,
    };

    fn tag(key: &str, value: Option<&str>) -> Tag {
        Tag { key: key.to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn tags_come_and_go() {
        let mut desk = Desk::new();
        let certificate_arn = desk.import(&self_signed(&["a.test"]));
        let mut add = |tags| {
            let certificate_arn = certificate_arn.clone();
            desk.write::<AddTagsToCertificate>(AddTagsToCertificateRequest { certificate_arn, tags })
        };
        add(vec![tag("a", Some("1")), tag("b", None)]).unwrap();
        assert_eq!(add(vec![tag("AWS:a", None)]).unwrap_err().code, "InvalidTagException");
        let many = (0..50).map(|at| tag(&format!("k{at}"), None)).collect();
        assert_eq!(add(many).unwrap_err().code, "TooManyTagsException");
        let tags = vec![tag("a", Some("other")), tag("b", None)];
        let removal = RemoveTagsFromCertificateRequest { certificate_arn: certificate_arn.clone(), tags };
        desk.write::<RemoveTagsFromCertificate>(removal).unwrap();
        let ask = ListTagsForCertificateRequest { certificate_arn };
        assert_eq!(desk.read::<ListTagsForCertificate>(ask).unwrap().tags.unwrap(), [tag("a", Some("1"))]);
    }
}
