#include "system/memory.hpp"

#include <malloc.h>

namespace mfp::system {

void give_back_free_memory() { malloc_trim(0); }

}  // namespace mfp::system
