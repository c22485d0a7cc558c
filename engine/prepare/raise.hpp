#pragma once
// The one place where a doubt becomes a notice of the run or a question that holds it.
#include "engine/run/prepared.hpp"

namespace engine
{
// Does nothing where somebody has chosen. What is told becomes a notice; what is asked a reason, before the limits.
void raise(Doubt doubt, const Choices& choices, Prepared& into);
// Completes what is told of the repairs that the outcome has in it, once its rows are judged.
void say_repairs(Prepared& of);
} // namespace engine
