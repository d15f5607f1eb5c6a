#pragma once

#include <optional>

#include "core/model/broker_settings.hpp"
#include "core/text/file_source.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reads `broker`, a URL or a map. Relative paths are taken from the file's folder.
/// Nothing, and a report, when anything is wrong.
[[nodiscard]] std::optional<core::BrokerSettings> read_broker(const Reading& reading, const core::FileSource& files,
                                                              const Entry& broker);

}  // namespace mfp::declaration
