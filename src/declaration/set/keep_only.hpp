#pragma once

#include <string_view>

#include "core/graph/graph.hpp"
#include "core/model/configuration.hpp"

namespace mfp::declaration {

/// Leaves only the participant with that role, and what belongs to it; none when nobody has it. Of a set that is run by
/// one process for each participant, each edge belongs to exactly one: to its source, else, when that is a stranger's,
/// to its target, else to the first participant. An initial packet belongs to its target, else to the first
/// participant, as do the router settings. `graph` keeps what these edges and packets name, and the role itself.
void keep_only(std::string_view role, core::Configuration& configuration, core::Graph& graph);

}  // namespace mfp::declaration
