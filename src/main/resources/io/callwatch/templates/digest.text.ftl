${title}
<#if sentence != "">
${sentence}
</#if>
<#if (moreRows > 0)>
The ${rows?size} most severe are listed.
</#if>

<#list rows as row>
[${row.severity}] <#if row.status != "">${row.status}: </#if>${row.title}
    ${row.when}<#if row.length != "">, ${row.length}</#if><#if row.rule != "">, rule ${row.rule}</#if>
</#list>
<#if (moreRows > 0)>

${moreRows} more ${(moreRows == 1)?then("is", "are")} not listed here. All of them are in ${restIn}.
</#if>

-- 
Callwatch, digest ${id}
