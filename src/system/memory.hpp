#pragma once

namespace mfp::system {

/// Gives what is free of the process's memory back to the machine. Takes time that grows with what is free: not while
/// messages wait.
void give_back_free_memory();

}  // namespace mfp::system
