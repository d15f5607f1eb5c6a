#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "core/model/participant.hpp"
#include "core/msgflo/directory.hpp"
#include "core/routing/edge_table.hpp"

namespace mfp::bridge {

/// What a router tells those who ask, as JSON.

/// All edges whose queues are known: `[{"src":QUEUE,"tgt":QUEUE}, …]`; those that a file declares have its place as
/// `file`, and `"bound":true` when a request bound them, too.
[[nodiscard]] std::string bindings_answer(const core::EdgeTable& edge_table);

/// One participant: `{"role":…,"id":…,"component":…,"label":…,"icon":…,"seen":SECONDS_AGO,"ours":BOOL,
/// "inports":[{"id":…,"queue":…,"type":…,"topic":…}],"outports":[…]}`. `label` and `icon` only where there are some,
/// `topic` only for ports that have one.
void append_participant(const core::Participant& participant, std::chrono::seconds seen, bool ours, std::string& out);

/// Who is announced: an array of those above; `topic` stands for ports that are relayed here.
[[nodiscard]] std::string participants_answer(std::span<const core::Participant> ours, const core::Directory& directory,
                                              core::Directory::TimePoint now);

/// `{"error":SENTENCE,"request":…}`: the request as it came where it is JSON, else as a text; long ones are cut.
[[nodiscard]] std::string error_answer(std::string_view reason, std::string_view request);

}  // namespace mfp::bridge
