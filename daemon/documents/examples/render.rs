//! Writes sample documents to a directory, to look at: `cargo run -p balie-documents --example render OUTDIR`.

use std::{error::Error, path::PathBuf};

use balie_documents::{
    Creditor, Documents, DocumentsConfig, Holder, Language, MandateForm, PassArtwork, PassPreview,
    PatronReference, Quarter,
};

fn main() -> Result<(), Box<dyn Error>> {
    let directory =
        PathBuf::from(std::env::args().nth(1).ok_or("usage: render OUTDIR [TEMPLATE_DIRECTORY]")?);
    std::fs::create_dir_all(&directory)?;
    let template_directory = std::env::args().nth(2).map(PathBuf::from);
    let documents = Documents::new(DocumentsConfig { template_directory, ..DocumentsConfig::default() })?;
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(directory.join(name), bytes);

    let pass = PassArtwork {
        library_name: "Bibliotheek Annen".to_owned(),
        branch_name: "Vestiging Annen".to_owned(),
        patron_name: "A. van de Test".to_owned(),
        pass_number: "29401000075801".to_owned(),
        language: Language::Dutch,
    };
    write("pass.png", documents.pass_png(&pass, PassPreview::Artwork)?)?;
    write("pass-card.png", documents.pass_png(&pass, PassPreview::Card)?)?;
    write("pass.pdf", documents.pass_pdf(&pass)?)?;
    let bitmap = documents.pass_bitmap(&pass)?;
    write("pass-bitmap.png", bitmap.to_png()?)?;
    write("pass-panel.png", bitmap.turned(Quarter::Clockwise).to_png()?)?;
    let long = PassArtwork {
        library_name: "Openbare Bibliotheek Midden-Drenthe en Omstreken".to_owned(),
        branch_name: String::new(),
        patron_name: "Mw. prof. dr. W.A.M. van der Wijngaarden-van Oldenbarnevelt tot Wassenaar".to_owned(),
        ..pass
    };
    write("pass-long.png", documents.pass_png(&long, PassPreview::Card)?)?;

    let full = mandate();
    let plain = MandateForm {
        patron: None,
        switch_service: false,
        holder: Holder {
            street: None,
            country: None,
            bic: None,
            iban: "NL91ABNA0417164300".to_owned(),
            ..full.holder.clone()
        },
        signing_place: None,
        ..full.clone()
    };
    write("mandate.pdf", documents.mandate_pdf(&plain, Language::Dutch)?)?;
    write("mandate.png", documents.mandate_png(&plain, Language::Dutch, 150)?)?;
    write("mandate-full.en.pdf", documents.mandate_pdf(&full, Language::English)?)?;
    write("mandate-full.en.png", documents.mandate_png(&full, Language::English, 150)?)?;
    let long = |word: &str| [word; 12].join(" ");
    let mut longest = full.clone();
    longest.creditor.name = long("Bibliotheekorganisatie");
    longest.holder.name = long("Wijngaarden");
    longest.reference = "LANG-".repeat(7);
    longest.purpose = long("Contributie");
    longest.signing_place = Some(long("Annen"));
    write("mandate-longest.png", documents.mandate_png(&longest, Language::Dutch, 150)?)?;
    Ok(())
}

fn mandate() -> MandateForm {
    MandateForm {
        creditor: Creditor {
            name: "Stichting Bibliotheek Annen".to_owned(),
            street: "Kruisakkers 41".to_owned(),
            place: "9468 BG Annen".to_owned(),
            country: "Nederland".to_owned(),
            identifier: "NL79ZZZ999999990000".to_owned(),
        },
        reference: "NL9401-2026-000042".to_owned(),
        holder: Holder {
            name: "N. Test".to_owned(),
            street: Some("Voorbeeldlaan 2".to_owned()),
            place: "Annen".to_owned(),
            country: Some("België".to_owned()),
            iban: "BE68539007547034".to_owned(),
            bic: Some("GKCCBEBB".to_owned()),
        },
        patron: Some(PatronReference { name: "A. van de Test".to_owned(), number: "381847".to_owned() }),
        purpose: String::new(),
        switch_service: true,
        branch_name: "Bibliotheek Annen, Kruisakkers 41, 9468 BG Annen".to_owned(),
        signing_place: Some("Annen".to_owned()),
        signing_date: None,
    }
}
