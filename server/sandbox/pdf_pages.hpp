#pragma once
// What the program batchops-pdf finds on the pages of a PDF. It lies in the folder of this program.
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"

namespace sandbox
{
// Whether the file is a PDF (engine/read/foreign.hpp).
bool is_pdf(int file);

struct PdfCall {
    std::string file_name; // for sentences
    int file = -1;
    engine::ReadOptions read; // its pages and password
    int dots_per_inch = 0;    // above 0: pictures of the pages instead of what they say
    int rectangles = -1;      // drawn on the pictures: u32 page, f32 left, top, right, bottom each, in points
    Limits limits;
    std::chrono::seconds deadline{600};
    std::stop_token stop;
};

struct PdfPages {
    Descriptor answer; // what the pages show, for engine/read/pdf/page_stream.hpp
    Outcome outcome;   // unless answered, why there is no answer
};

// In a child of its own. A locked or damaged PDF is an answer too.
PdfPages read_pdf_pages(const PdfCall& call);
} // namespace sandbox
