//! Pass artwork and mandate form from SVG templates; barcode reading from page images.
