//! All devices of a branch together, as the daemon runs them.

use crate::common::{pass, soon};
use balie_devices::printer::{Insertion, PrintControl, PrintOutcome, PrintRequest};
use balie_devices::registry::{DevicesConfig, NoSuchPrinter, RegistryError};
use balie_devices::scanner::{ClaimMode, ScannerEvent};
use balie_devices::{DeviceId, DeviceRegistry, DeviceRole, DeviceState};
use balie_virtual::{PrinterOptions, VirtualEvolis, VirtualSerialScanner};
use tokio_util::sync::CancellationToken;

async fn ready(registry: &DeviceRegistry, id: &DeviceId, wanted: DeviceState) {
    let mut snapshots = registry.subscribe();
    let holds = |all: &balie_devices::registry::Snapshots| {
        all.iter().any(|snapshot| snapshot.info.id == *id && snapshot.state == wanted)
    };
    soon("a state on the board", snapshots.wait_for(holds)).await.unwrap();
}

#[tokio::test]
async fn devices_are_configured_claimed_printed_on_and_stopped() {
    let place = tempfile::tempdir().unwrap();
    let mut scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
    let options = PrinterOptions { feeder_cards: 1, ..PrinterOptions::default() };
    let printer = VirtualEvolis::start_with(options).await.unwrap();
    let config: DevicesConfig = toml::from_str(&format!(
        r#"
        [devices]
        auto = false

        [[scanner]]
        driver = "serial"
        id = "scanner-1"
        label = "Scanner balie 1"
        path = "{}"

        [[pass_printer]]
        driver = "evolis"
        id = "pass-printer"
        address = "{}"
        "#,
        scanner.path().display(),
        printer.address()
    ))
    .unwrap();
    let registry = DeviceRegistry::start(&config).unwrap();
    let (scanner_id, printer_id): (DeviceId, DeviceId) =
        ("scanner-1".parse().unwrap(), "pass-printer".parse().unwrap());
    ready(&registry, &scanner_id, DeviceState::Ready).await;
    ready(&registry, &printer_id, DeviceState::Ready).await;
    let all = registry.snapshots();
    assert_eq!(all.len(), 2);
    let found = registry.device(&scanner_id).unwrap();
    assert_eq!((found.info.role, found.info.label.as_str()), (DeviceRole::Scanner, "Scanner balie 1"));

    let mut claim = registry.claim_scanner(&scanner_id, "balie-1", ClaimMode::Refuse).await.unwrap();
    scanner.scan("29401000075801").unwrap();
    loop {
        match soon("a scan", claim.next()).await.unwrap() {
            ScannerEvent::Data(data) => break assert_eq!(data.text, "29401000075801"),
            ScannerEvent::Claimed | ScannerEvent::State(_) => {}
            other => panic!("{other:?}"),
        }
    }
    let mut snapshots = registry.subscribe();
    let held = snapshots.wait_for(|all| all.iter().any(|one| one.holder.as_deref() == Some("balie-1")));
    drop(soon("the holder on the board", held).await.unwrap());

    let (control, _progress) = PrintControl::new(CancellationToken::new(), || async { Ok(()) });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    let outcome = soon("a print", registry.print(&printer_id, request.clone(), control)).await;
    assert_eq!(outcome, Ok(PrintOutcome::Done));
    assert_eq!(printer.cards().len(), 1);

    let (control, _progress) = PrintControl::new(CancellationToken::new(), || async { Ok(()) });
    let missing = registry.print(&scanner_id, request, control).await;
    assert_eq!(missing, Err(NoSuchPrinter(scanner_id.clone())));

    scanner.unplug().unwrap();
    ready(&registry, &scanner_id, DeviceState::Absent).await;
    soon("shutdown", registry.shutdown()).await;
    ready(&registry, &printer_id, DeviceState::Absent).await;
}

#[tokio::test]
async fn two_devices_of_one_name_are_refused() {
    let config: DevicesConfig = toml::from_str(
        "[[scanner]]\ndriver = \"serial\"\nid = \"x\"\npath = \"/nonexistent/a\"\n\
         [[scanner]]\ndriver = \"serial\"\nid = \"x\"\npath = \"/nonexistent/b\"",
    )
    .unwrap();
    assert!(matches!(DeviceRegistry::start(&config), Err(RegistryError::DuplicateId(_))));
}
