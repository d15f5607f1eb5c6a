#pragma once

#include <cstdint>
#include <optional>

#include "core/model/participant.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// `qos: 0`, `1` or `2`. Nothing, and a report, for all else.
[[nodiscard]] std::optional<std::uint8_t> read_qos(const Reading& reading, const Block::Item& item,
                                                   const Subject& subject);

/// `retain: keep`, `never` or `always`. Nothing, and a report, for all else; who takes it for a switch (`no`, `true`)
/// is told the word that means it.
[[nodiscard]] std::optional<core::RetainPolicy> read_retain(const Reading& reading, const Block::Item& item,
                                                            const Subject& subject);

}  // namespace mfp::declaration
