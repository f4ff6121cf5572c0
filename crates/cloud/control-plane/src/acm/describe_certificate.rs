//! DescribeCertificate: what it says, its status and who uses it.

use ledger::World;
use shapes::Error;
use shapes::acm::{DescribeCertificate, DescribeCertificateRequest, DescribeCertificateResponse};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeCertificate {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeCertificateRequest,
    ) -> Result<DescribeCertificateResponse, Error> {
        let found = find::holding(world, &caller.scope, &input.certificate_arn)?;
        Ok(DescribeCertificateResponse {
            certificate: Some(view::detail(world, &caller.scope, &found, caller.now)),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Authority, Desk};

    #[test]
    fn it_shows_what_the_certificate_says() {
        let mut desk = Desk::new();
        let arn = desk.import(&Authority::new("Acme").issue(&["a.test", "b.test"]));
        let mut ask = |arn: &str| {
            desk.read::<DescribeCertificate>(DescribeCertificateRequest { certificate_arn: arn.to_owned() })
        };
        let shown = ask(&arn).unwrap().certificate.unwrap();
        assert_eq!(shown.subject_alternative_names.unwrap(), ["a.test", "b.test"]);
        assert_eq!((shown.status.as_deref(), shown.r#type.as_deref()), (Some("ISSUED"), Some("IMPORTED")));
        assert_eq!(shown.key_algorithm.as_deref(), Some("EC-prime256v1"));
        assert_eq!(shown.in_use_by, Some(vec![]));
        let missing = arn.replace("us-west-2", "us-east-1");
        assert_eq!(ask(&missing).unwrap_err().code, "ResourceNotFoundException");
        assert_eq!(ask("arn:aws:sns:us-west-2:000000000000:a").unwrap_err().code, "InvalidArnException");
    }
}
