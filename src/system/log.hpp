#pragma once

#include <spdlog/spdlog.h>

#include <string_view>

namespace mfp::system {

/// The program's log: lines like `info: connected to mqtt://localhost` on standard error, in colour on a terminal, and
/// with their priority in the journal.
/// `level` is one of debug, info, warning, error; false when it is none of these.
[[nodiscard]] bool set_up_log(std::string_view level);

}  // namespace mfp::system
