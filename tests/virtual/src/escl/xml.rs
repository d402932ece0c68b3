//! The XML a scanner sends and takes.

use super::shared::Inner;
use super::{EsclOptions, PageFormat, ScanAsked};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACES: &str = "xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" \
                      xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\"";
/// The glass of an A4 scanner, in 1/300 inch.
const PLATEN: (u32, u32) = (2550, 3508);
/// The feeder takes longer sheets.
const FEEDER: (u32, u32) = (2550, 4200);

/// `ScannerCapabilities`.
pub(super) fn capabilities(options: &EsclOptions) -> String {
    let mut sources = String::new();
    if options.platen {
        let caps = input(options, PLATEN, "PlatenInputCaps");
        sources.push_str(&format!("<scan:Platen>{caps}</scan:Platen>\n"));
    }
    if options.feeder {
        let caps = input(options, FEEDER, "AdfSimplexInputCaps");
        sources.push_str(&format!(
            "<scan:Adf>{caps}<scan:FeederCapacity>50</scan:FeederCapacity><scan:AdfOptions>\
             <scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>\n"
        ));
    }
    let (model, serial) = (&options.model, &options.serial);
    format!(
        "{HEAD}<scan:ScannerCapabilities {SPACES}>\n<pwg:Version>2.63</pwg:Version>\n\
         <pwg:MakeAndModel>{model}</pwg:MakeAndModel>\n<pwg:SerialNumber>{serial}</pwg:SerialNumber>\n\
         {sources}</scan:ScannerCapabilities>\n"
    )
}

fn input(options: &EsclOptions, (width, height): (u32, u32), name: &str) -> String {
    let list = |tag: &str, values: &mut dyn Iterator<Item = String>| -> String {
        values.map(|value| format!("<{tag}>{value}</{tag}>")).collect()
    };
    let colours = list("scan:ColorMode", &mut options.colours.iter().cloned());
    let media = || options.formats.iter().map(|format| format.media_type().to_owned());
    let formats = list("pwg:DocumentFormat", &mut media()) + &list("scan:DocumentFormatExt", &mut media());
    let resolutions = if options.range {
        let range = |axis: &str| {
            let ends =
                (options.resolutions.first().unwrap_or(&75), options.resolutions.last().unwrap_or(&600));
            format!(
                "<scan:{axis}ResolutionRange><scan:Min>{}</scan:Min><scan:Max>{}</scan:Max><scan:Normal>200\
                 </scan:Normal><scan:Step>1</scan:Step></scan:{axis}ResolutionRange>",
                ends.0, ends.1
            )
        };
        format!("<scan:ResolutionRange>{}{}</scan:ResolutionRange>", range("X"), range("Y"))
    } else {
        let one = |dpi: &u32| {
            format!(
                "<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>\
                 <scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
            )
        };
        let all: String = options.resolutions.iter().map(one).collect();
        format!("<scan:DiscreteResolutions>{all}</scan:DiscreteResolutions>")
    };
    format!(
        "<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{width}</scan:MaxWidth>\
         <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>\
         <scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>\
         <scan:ColorModes>{colours}</scan:ColorModes><scan:DocumentFormats>{formats}</scan:DocumentFormats>\
         <scan:SupportedResolutions>{resolutions}</scan:SupportedResolutions></scan:SettingProfile>\
         </scan:SettingProfiles></scan:{name}>"
    )
}

/// `ScannerStatus`.
pub(super) fn status(options: &EsclOptions, inner: &Inner) -> String {
    let job = |job: &super::job::Job| {
        let state = if job.ended { "Completed" } else { "Processing" };
        format!(
            "<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/{0}</pwg:JobUri><pwg:JobUuid>{0}</pwg:JobUuid>\
             <scan:Age>1</scan:Age><pwg:ImagesCompleted>{1}</pwg:ImagesCompleted><pwg:JobState>{state}\
             </pwg:JobState></scan:JobInfo>\n",
            job.id, job.fetched
        )
    };
    let jobs: String = inner.jobs.iter().map(job).collect();
    let busy = inner.state == "Idle" && inner.jobs.iter().any(|job| !job.ended);
    let state = if busy { "Processing" } else { &inner.state };
    let adf = match options.feeder {
        true => inner.adf(options.late_feeder),
        false => None,
    };
    let adf = adf.map(|adf| format!("<scan:AdfState>{adf}</scan:AdfState>\n")).unwrap_or_default();
    format!(
        "{HEAD}<scan:ScannerStatus {SPACES}>\n<pwg:Version>2.63</pwg:Version>\n<pwg:State>{state}</pwg:State>\n\
         {adf}<scan:Jobs>{jobs}</scan:Jobs></scan:ScannerStatus>\n"
    )
}

/// What the `ScanSettings` of a job ask for; none when they make no sense.
pub(super) fn asked(settings: &str) -> Option<ScanAsked> {
    let number = |tag: &str| element(settings, tag)?.parse::<u32>().ok();
    let media =
        element(settings, "scan:DocumentFormatExt").or_else(|| element(settings, "pwg:DocumentFormat"))?;
    let format = [PageFormat::Jpeg, PageFormat::Png, PageFormat::Pdf]
        .into_iter()
        .find(|format| format.media_type() == media)?;
    let resolution = number("scan:XResolution").filter(|dpi| (1..=1200).contains(dpi))?;
    let side = |tag: &str| number(tag).filter(|side| (16..=10_200).contains(side));
    Some(ScanAsked {
        source: element(settings, "pwg:InputSource")?.to_owned(),
        colours: element(settings, "scan:ColorMode")?.to_owned(),
        resolution,
        width: side("pwg:Width")?,
        height: side("pwg:Height")?,
        format,
        host: String::new(),
    })
}

/// The text of the first element of this name.
fn element<'x>(xml: &'x str, tag: &str) -> Option<&'x str> {
    let start = xml.find(&format!("<{tag}>"))? + tag.len() + 2;
    let end = xml[start..].find(&format!("</{tag}>"))?;
    Some(xml[start..start + end].trim())
}
