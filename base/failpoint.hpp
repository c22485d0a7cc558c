#pragma once
// Named places where a test can kill the process, to see that nothing accepted is lost and nothing happens twice.
// BATCHOPS_FAILPOINT=after_claim:die@2 ends it with SIGKILL at the second visit of that place. Without the variable a
// visit costs one branch.
#include <string_view>

void failpoint(std::string_view name);
