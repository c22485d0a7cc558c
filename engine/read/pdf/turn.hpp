#pragma once
// Pages and boxes turned by quarters, so that text runs from left to right.
#include "engine/read/pdf/page.hpp"

namespace engine::pdf
{
// The nearest quarter turn (0, 90, 180, 270) of text at this angle, or -1 where it runs aslant.
int quarter(int angle);
// The quarter that most of the page's characters have.
int usual_quarter(const Page& page);

// `box` on a page of this size, when the page is turned so that text of the quarter runs from left to right.
Box turned(const Box& box, int quarter, float width, float height);
// Everything on the page, likewise; angles are then relative to the new page.
void turn(Page& page, int quarter);
} // namespace engine::pdf
