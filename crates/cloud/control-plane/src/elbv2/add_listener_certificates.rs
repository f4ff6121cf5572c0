//! AddListenerCertificates: to those an HTTPS listener chooses from by host name; one that is there already stays as it is.

use ledger::Txn;
use model::Record;
use model::elbv2::Listener;
use shapes::Error;
use shapes::elbv2::{AddListenerCertificates, AddListenerCertificatesInput, AddListenerCertificatesOutput};

use super::{find, listener_tls};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for AddListenerCertificates {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: AddListenerCertificatesInput,
    ) -> Result<AddListenerCertificatesOutput, Error> {
        let listener = find::listener(txn.world(), &caller.scope, &input.listener_arn)?;
        let Some(mut tls) = listener.tls.clone() else {
            return Err(Error::validation("Certificates can be added to HTTPS listeners only"));
        };
        let given = listener_tls::arns(txn.world(), &caller.scope, input.certificates)?;
        for arn in &given {
            if !tls.certificates.contains(arn) {
                tls.certificates.push(arn.clone());
            }
        }
        quotas::LISTENER_CERTIFICATES.check(tls.certificates.len())?;
        txn.update::<Listener, _>(&listener.key(), |record| record.tls = Some(tls));
        let shown = given.iter().map(|arn| listener_tls::write(arn, Some(false))).collect();
        Ok(AddListenerCertificatesOutput { certificates: Some(shown) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::acm::{DeleteCertificate, DeleteCertificateRequest};
    use shapes::elbv2::{
        DescribeListenerCertificates, DescribeListenerCertificatesInput, RemoveListenerCertificates,
        RemoveListenerCertificatesInput,
    };

    #[test]
    fn certificates_come_and_go_beside_the_default_one() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let (first, second) = (example.certificate("a.test"), example.certificate("b.test"));
        let listener_arn = example.https_listener(&balancer, 443, &group, &first);
        let listed = |arn: &str| vec![listener_tls::write(arn, None)];
        for _ in 0..2 {
            let certificates = listed(&second);
            let input = AddListenerCertificatesInput { listener_arn: listener_arn.clone(), certificates };
            example.write::<AddListenerCertificates>(input).unwrap();
        }
        let ask =
            DescribeListenerCertificatesInput { listener_arn: listener_arn.clone(), ..Default::default() };
        let shown = example.read::<DescribeListenerCertificates>(ask).unwrap().certificates.unwrap();
        let both = [listener_tls::write(&first, Some(true)), listener_tls::write(&second, Some(false))];
        assert_eq!(shown, both);
        let delete = |arn: &str| DeleteCertificateRequest { certificate_arn: arn.to_owned() };
        let used = example.write::<DeleteCertificate>(delete(&second)).unwrap_err();
        assert_eq!(used.code, "ResourceInUseException");
        let mut remove = |arn: &str| {
            let certificates = listed(arn);
            let input = RemoveListenerCertificatesInput { listener_arn: listener_arn.clone(), certificates };
            example.write::<RemoveListenerCertificates>(input)
        };
        assert_eq!(remove(&first).unwrap_err().query_code.as_deref(), Some("OperationNotPermitted"));
        remove(&second).unwrap();
        example.write::<DeleteCertificate>(delete(&second)).unwrap();
    }
}
