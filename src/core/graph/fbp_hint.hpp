#pragma once

#include <optional>
#include <string>

#include "core/graph/fbp_words.hpp"
#include "core/model/participant.hpp"

namespace mfp::core {

/// A port that is written as in messages and commands, `heater.TEMPERATURE`, in the words of the FBP language: of an
/// edge's beginning (out) `heater TEMPERATURE`, of its end (in) `TEMPERATURE heater`. Nothing for all other words.
[[nodiscard]] std::optional<std::string> in_two_words(const FbpWord& word, Direction direction);

}  // namespace mfp::core
