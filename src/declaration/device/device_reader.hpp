#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/participant.hpp"
#include "core/text/text_problem.hpp"
#include "declaration/device/definition.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reads what a device is (component, id, label, icon, ports and extra members) into a participant whose role and
/// default id are set. A missing component is not reported, since it may come from elsewhere.
void read_device(const Reading& reading, const Definition& definition, const Subject& subject,
                 core::Participant& participant);

/// Lets an entry's own component, id, label and icon win over those of the definition that it uses. Ports beside
/// `use` are refused.
void override_device(const Reading& reading, const Block& block, const Subject& subject,
                     core::Participant& participant);

/// Roles end up in queues and saved graphs: empty ones and control characters are refused.
void check_role(Report& report, std::string_view role, const Value& at);

/// Warns of a role that the FBP language cannot write; of a wildcard only where there are no `errors` yet,
/// since these mostly come of it.
void warn_of_role(Report& report, std::string_view role, const Value& at, const ErrorScope& errors);

/// What is wrong with a role, as a sentence; nothing when it may be used.
[[nodiscard]] std::optional<std::string> role_error(std::string_view role);

/// What the FBP language cannot write of a role, where in it, and what that means; nothing when it can.
[[nodiscard]] std::optional<core::TextProblem> role_warning(std::string_view role);

}  // namespace mfp::declaration
