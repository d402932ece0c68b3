//! 'Select file': what is taken, and what is refused with the rule that it breaks.

use super::form::*;
use balie_client::{CallPolicy, ClientError, Language, v1};
use balie_journeys::Branch;

/// A PDF whose page needs 1.2 GB to unpack: runs of zeros, packed by RunLengthDecode (ISO 32000-1, 7.4.5).
fn bomb() -> Vec<u8> {
    let packed: Vec<u8> = [129, b' '].repeat(9_500_000);
    let mut file = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        .to_vec();
    file.extend(format!("4 0 obj<</Filter/RunLengthDecode/Length {}>>stream\n", packed.len()).bytes());
    file.extend(packed);
    file.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n");
    file
}

/// A picture that promises more pixels than are read, and has next to none.
fn promising() -> Vec<u8> {
    let mut file = note();
    file[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let mut crc = u32::MAX;
    for byte in &file[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    file[29..33].copy_from_slice(&(!crc).to_be_bytes());
    file
}

fn many_pages() -> Vec<u8> {
    let kids: String = (3..24).map(|at| format!("{at} 0 R ")).collect();
    let mut file = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count 21>>endobj\n"
    );
    for at in 3..24 {
        file.push_str(&format!("{at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"));
    }
    file.push_str("trailer<</Root 1 0 R/Size 24>>\n%%EOF\n");
    file.into_bytes()
}

/// A PDF of two pages: a letter of somebody else, with a barcode of its own, and this one.
fn behind_a_letter(page: &[u8]) -> Vec<u8> {
    let symbol = balie_documents::Code128::new("LETTER-0042").expect("a barcode");
    let bar = |x: u32| x.checked_sub(100).and_then(|x| symbol.modules().get(x as usize / 3)) == Some(&true);
    let letter = image::GrayImage::from_fn(1240, 1754, |x, y| {
        image::Luma([if (100..190).contains(&y) && bar(x) { 0 } else { 255 }])
    });
    let page = image::load_from_memory(page).expect("a picture").into_luma8();
    let mut file = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj\n"
        .to_vec();
    for (first, picture) in [(3, letter), (6, page)] {
        let (width, height, content) = (picture.width(), picture.height(), "595 0 0 842 0 0 cm /Im Do");
        let (contents, own) = (first + 1, first + 2);
        file.extend(
            format!(
                "{first} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {contents} 0 R\
                 /Resources<</XObject<</Im {own} 0 R>>>>>>endobj\n\
                 {contents} 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
                 {own} 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray\
                 /BitsPerComponent 8/Length {}>>stream\n",
                content.len(),
                picture.len()
            )
            .bytes(),
        );
        file.extend(picture.into_raw());
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R/Size 9>>\n%%EOF\n");
    file
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pdf_and_pictures_are_taken_by_their_content() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 21).await;
    let askew = paper(&client, &now.name, -4.0).await;
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::load_from_memory(&askew).unwrap().write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    for (file, media_type) in
        [(scanned_pdf(&askew), "application/pdf"), (jpeg.into_inner(), "image/jpeg"), (askew, "image/png")]
    {
        let uploaded = client.documents.upload_mandate_page(&now.name, file.clone()).await.expect(media_type);
        assert_eq!(uploaded.references, [reference(&now)], "{media_type}");
        assert!(uploaded.notice.is_empty());
        let kept = client.documents.download_mandate_page(&now.name).await.expect("it is kept");
        assert!(kept.media_type == media_type && kept.content == file);
    }
    let note = client.documents.upload_mandate_page(&now.name, note()).await.expect("it is stored as well");
    assert_eq!((note.references.len(), note.notice_code.as_str()), (0, "PAGE_WITHOUT_BARCODE"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_break_a_rule_are_refused_by_name_and_nothing_is_stored() {
    let branch = Branch::open("").await;
    // A file that exhausts its reader takes seconds, and more where other tests run beside this one.
    let patient = CallPolicy { deadline: balie_journeys::PATIENCE, ..CallPolicy::default() };
    let client = branch.client_with("balie-1", Language::English, patient.clone()).await;
    let dutch = branch.client_with("balie-2", Language::Dutch, patient).await;
    let now = signing(&client, 22).await;
    let other = signing(&client, 23).await;
    let cut = note()[..200].to_vec();
    let page = paper(&client, &now.name, 1.0).await;
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::load_from_memory(&page).unwrap().write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let (png, pdf) = (v1::DocumentFormat::Png, v1::DocumentFormat::Pdf);
    let unsigned = async |now: &v1::Registration, format| {
        client.documents.mandate_form(&now.name, format, "nl").await.expect("a form").content
    };
    for (file, reason, english, in_dutch) in [
        (b"GIF89a".to_vec(), "PAGE_FORMAT", "Save it as PDF or JPEG", "Sla het op als PDF of JPEG"),
        (b"PK\x03\x04 form.pdf %PDF-1.4".to_vec(), "PAGE_FORMAT", "neither a PDF", "geen PDF"),
        (b"%PDF-1.4".to_vec(), "PAGE_DAMAGED", "This file is damaged", "Dit bestand is beschadigd"),
        (cut, "PAGE_DAMAGED", "damaged", "beschadigd"),
        (page[..page.len() * 9 / 10].to_vec(), "PAGE_DAMAGED", "incomplete", "niet volledig"),
        (jpeg[..jpeg.len() * 45 / 100].to_vec(), "PAGE_DAMAGED", "incomplete", "niet volledig"),
        (jpeg[..jpeg.len() - 2].to_vec(), "PAGE_DAMAGED", "incomplete", "niet volledig"),
        (scanned_pdf(&page)[..jpeg.len() / 2].to_vec(), "PAGE_DAMAGED", "incomplete", "niet volledig"),
        (unsigned(&now, png).await, "PAGE_NOT_SIGNED", "box for the signature", "vak voor de handtekening"),
        (unsigned(&now, pdf).await, "PAGE_NOT_SIGNED", "box for the signature", "vak voor de handtekening"),
        (behind_a_letter(&unsigned(&now, png).await), "PAGE_NOT_SIGNED", "box for the signature", "vak voor"),
        (blank(), "PAGE_NOT_SIGNED", "box for the signature", "vak voor de handtekening"),
        (promising(), "PAGE_TOO_LARGE", "40 million", "40 miljoen"),
        (many_pages(), "PAGE_COUNT", "20 pages", "20 pagina's"),
        (bomb(), "PAGE_TOO_DEMANDING", "memory or time", "geheugen of tijd"),
        (
            paper(&client, &other.name, 0.0).await,
            "PAGE_OF_OTHER_MANDATE",
            "take the right form",
            "goede formulier",
        ),
        // Before it is looked at whether it is signed.
        (unsigned(&other, png).await, "PAGE_OF_OTHER_MANDATE", "take the right form", "goede formulier"),
    ] {
        for (client, words) in [(&client, english), (&dutch, in_dutch)] {
            let refused =
                client.documents.upload_mandate_page(&now.name, file.clone()).await.expect_err(reason);
            let refusal = refused.refusal().unwrap_or_else(|| panic!("{reason}: {refused:?}"));
            assert_eq!(refusal.code, balie_client::Code::InvalidArgument, "{reason}");
            let [violation] = refusal.violations.as_slice() else { panic!("{reason}: {refusal:?}") };
            assert_eq!((violation.field.as_str(), violation.reason.as_str()), ("content", reason));
            assert!(violation.message.contains(words), "{}", violation.message);
        }
    }
    let none = client.documents.download_mandate_page(&now.name).await;
    assert!(none.expect_err("nothing is stored").has_reason("NO_DOCUMENT"));
    let large = client.documents.upload_mandate_page(&now.name, vec![0; 21 * 1024 * 1024]).await;
    assert!(matches!(large, Err(ClientError::TooLarge { .. })));
    // And the daemon is well.
    assert!(client.documents.upload_mandate_page(&now.name, note()).await.is_ok());
}
