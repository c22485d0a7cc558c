#pragma once
// What the program batchops-pdf finds on the pages of a PDF. It lies in the folder of this program.
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"

namespace sandbox
{
// Whether "%PDF-" stands in the first 1,024 bytes, as readers of PDF ask for (ISO 32000-1, Annex H, note 13).
bool is_pdf(int file);

struct PdfPages {
    Descriptor answer; // for the engine: what the pages show
    Outcome outcome;   // unless answered, why there is no answer
};

// Reads the file of the call's job, in a child of its own. A locked or damaged PDF is an answer too.
PdfPages read_pdf_pages(const EngineCall& call);
} // namespace sandbox
